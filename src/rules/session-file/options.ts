import type { FileOption } from './file.ts';
import { report, type Source } from './source.ts';
import type { Entry, FileNode } from './tree.ts';
import { isNothing, kindOf, placeOf, textOf } from './values.ts';

/** tmux's options under their names, in the order of the file; `true` and `false` as tmux has them. */
export const optionsOf = (source: Source, entry: Entry | undefined): readonly FileOption[] => {
  if (entry === undefined) return [];
  const { key, value } = entry;
  if (value.kind === 'map') return value.entries.flatMap((each) => optionOf(source, each));
  report(source, value, `${key} is a map, not ${kindOf(value)}`);
  return [];
};

const optionOf = (source: Source, { key: name, value: node }: Entry): readonly FileOption[] => {
  if (!NAME.test(name)) {
    report(source, node, `${JSON.stringify(name.slice(0, 80))} is no name of an option of tmux`);
    return [];
  }
  if (isNothing(node)) return [];
  const text = textOf(source, node, `the option ${name}`, 16_384);
  return [{ name, value: SWITCH[truthOf(node)] ?? text, ...placeOf(node) }];
};

/** A user option may have any name; ours are none of a file's business. */
const NAME = /^(?!@panectl)@?[A-Za-z][A-Za-z0-9_-]*(?:\[\d{1,6}\])?$/;

const truthOf = (node: FileNode): string =>
  node.kind === 'scalar' && typeof node.value === 'boolean' ? String(node.value) : '';

const SWITCH: Readonly<Record<string, string>> = { true: 'on', false: 'off' };
