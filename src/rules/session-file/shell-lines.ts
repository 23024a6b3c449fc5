import { LINE_KEYS } from './keys.ts';
import { mannerOf, PLAIN, type WrittenLine } from './manner.ts';
import { report, type Source } from './source.ts';
import type { FileNode } from './tree.ts';
import { checkedText, fieldsOf, isNothing, itemsOf, placeOf, requireField } from './values.ts';

/**
 * What is typed into a shell, in every form: a text, a list of texts and of `{cmd: …}`, or a map with
 * `shell_command`. `blank` and `pane` by themselves are nothing (tmuxp's loader.py, expand_cmd), and so is an empty line.
 */
export const linesOf = (source: Source, node: FileNode, what: string): readonly WrittenLine[] => {
  if (node.kind === 'map' && node.entries.some(({ key }) => key === 'shell_command')) {
    const inner = fieldsOf(source, node, what, ['shell_command']).get('shell_command');
    return inner === undefined ? [] : linesOf(source, inner.value, what);
  }
  const items = itemsOf(node).filter((item) => !isNothing(item));
  const [only, ...others] = items;
  if (others.length === 0 && (only === undefined || isBlank(only))) return [];
  return items.flatMap((item) => lineOf(source, item, what));
};

export const isBlank = (node: FileNode): boolean =>
  node.kind === 'scalar' && (node.value === null || BLANK.has(node.text));

const BLANK = new Set(['', 'blank', 'pane']);

const lineOf = (source: Source, node: FileNode, what: string): readonly WrittenLine[] => {
  if (node.kind === 'list') {
    report(source, node, `a line of ${what} is text or {cmd: …}, not a list`);
    return [];
  }
  if (node.kind === 'scalar') return textLine(source, node, `a line of ${what}`);
  const fields = fieldsOf(source, node, `a line of ${what}`, LINE_KEYS);
  const manner = mannerOf(source, fields);
  const command = fields.get('cmd');
  if (command !== undefined)
    return textLine(source, command.value, 'cmd').map((line) => ({ ...line, ...manner }));
  requireField(source, node, `a line of ${what}`, 'cmd', LINE_KEYS);
  return [];
};

const textLine = (source: Source, node: FileNode, what: string): readonly WrittenLine[] => {
  const text = checkedText(source, node, what, (line) => controlProblem(what, line), LONGEST).replace(
    /\n+$/,
    '',
  );
  return text.trim() === '' ? [] : [{ ...PLAIN, ...placeOf(node), value: text }];
};

const LONGEST = 100_000;

/** As `pane-exec` takes a command line. */
const controlProblem = (what: string, text: string): string | null => {
  const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.exec(text);
  if (control === null) return null;
  const code = control[0].charCodeAt(0).toString(16).padStart(2, '0');
  return `${what} holds the control character 0x${code}`;
};
