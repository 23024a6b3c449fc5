import { labelProblem } from '../../domain/names.ts';
import { PLAIN_SERVICE } from '../../domain/service.ts';
import { environmentOf } from './environment.ts';
import type { FilePane, Placed } from './file.ts';
import { PANE_KEYS } from './keys.ts';
import { type Manner, mannerOf, typedAs, type WrittenLine, within } from './manner.ts';
import { scaleOf } from './scale.ts';
import { dependenciesIn, serviceOf } from './service.ts';
import { isBlank, linesOf } from './shell-lines.ts';
import { report, type Source } from './source.ts';
import type { Entry, FileNode, MapNode } from './tree.ts';
import {
  checkedText,
  type Fields,
  fieldsOf,
  flagOf,
  jsonOf,
  kindOf,
  nameOf,
  placedName,
  placeOf,
} from './values.ts';

type PaneFields = Fields<(typeof PANE_KEYS)[number]>;

/** What a pane has from its window and its session. */
export interface AroundPane {
  /** Typed first. */
  readonly before: readonly WrittenLine[];
  readonly manner: Manner;
  /** `window_shell`. */
  readonly shell: string | null;
}

/** A pane in every form: nothing, a command line, a list of them, or a map. */
export const paneOf = (source: Source, node: FileNode, around: AroundPane): FilePane => {
  if (node.kind === 'map') return paneOfMap(source, node, around);
  const { before, manner, shell } = around;
  const lines = isBlank(node) ? [] : linesOf(source, node, 'a pane');
  const all = [...before, ...lines].map((line) => typedAs(line, manner));
  return { ...BLANK, ...placeOf(node), shell, lines: all };
};

const BLANK = {
  ...{ label: null, command: null, shell: null, lines: [], focus: false, startDirectory: null },
  ...{ environment: {}, metadata: {}, service: null, dependencies: [], scale: null },
};

const paneOfMap = (source: Source, node: MapNode, around: AroundPane): FilePane => {
  const fields = fieldsOf(source, node, 'a pane', PANE_KEYS);
  refuseTwoWays(source, fields);
  const [label, focus, folder] = [fields.get('label'), fields.get('focus'), fields.get('start_directory')];
  const environment = fields.get('environment');
  const command = commandOf(source, fields);
  const manner = within(around.manner, mannerOf(source, fields));
  const lines = [...around.before, ...ownLines(source, fields)];
  const service = serviceOf(source, fields);
  const scaled = fields.get('scale');
  const scale = scaled === undefined ? null : scaleOf(source, scaled, fields);
  return {
    ...placeOf(node),
    command,
    label: label === undefined ? null : labelOf(source, label),
    // Without a shell nobody takes what would be typed.
    lines: command === null ? lines.map((line) => typedAs(line, manner)) : [],
    shell: command === null ? (shellOf(source, fields.get('shell')) ?? around.shell) : null,
    focus: focus !== undefined && flagOf(source, focus.value, 'focus'),
    startDirectory: folder === undefined ? null : placedName(source, folder),
    environment: environment === undefined ? {} : environmentOf(source, environment.value),
    metadata: metadataOf(source, fields),
    service: scale === null ? service : { ...(service ?? PLAIN_SERVICE), scale: scale.range },
    dependencies: dependenciesIn(fields),
    scale,
  };
};

const labelOf = (source: Source, { value }: Entry): Placed<string> => ({
  ...placeOf(value),
  value: checkedText(source, value, 'a label', labelProblem),
});

const refuseTwoWays = (source: Source, fields: PaneFields): void => {
  if (!fields.has('command')) return;
  for (const key of ['shell_command', 'shell_command_before', 'shell'] as const) {
    const entry = fields.get(key);
    if (entry !== undefined)
      report(source, entry, `a pane has a command or ${key}, not both`, {
        hint: 'a command is the pane; shell_command is typed into a shell',
      });
  }
};

const commandOf = (source: Source, fields: PaneFields): string | null => {
  const entry = fields.get('command');
  if (entry === undefined) return null;
  return checkedText(
    source,
    entry.value,
    'a command',
    (text) => (text.trim() === '' ? 'a command is not empty' : null),
    100_000,
  ).replace(/\n+$/, '');
};

/** A program as one writes it at a prompt, for a pane or a window. */
export const shellOf = (source: Source, entry: Entry | undefined): string | null =>
  entry === undefined ? null : nameOf(source, entry.value, entry.key);

const ownLines = (source: Source, fields: PaneFields): readonly WrittenLine[] =>
  (['shell_command_before', 'shell_command'] as const).flatMap((key) => {
    const entry = fields.get(key);
    return entry === undefined ? [] : linesOf(source, entry.value, key);
  });

const metadataOf = (source: Source, fields: PaneFields): FilePane['metadata'] => {
  const entry = fields.get('metadata');
  if (entry === undefined) return {};
  const { value } = entry;
  if (value.kind === 'map')
    return Object.fromEntries(value.entries.map((each) => [each.key, jsonOf(source, each.value)] as const));
  report(source, value, `metadata is a map, not ${kindOf(value)}`);
  return {};
};
