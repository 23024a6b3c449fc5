import type { SplitTree } from '../../domain/split-tree.ts';
import { environmentOf } from './environment.ts';
import type { FilePane, FileWindow, Placed } from './file.ts';
import { WINDOW_KEYS } from './keys.ts';
import { mannerOf, within } from './manner.ts';
import { optionsOf } from './options.ts';
import { type AroundPane, paneOf, shellOf } from './pane.ts';
import { linesOf } from './shell-lines.ts';
import { report, type Source } from './source.ts';
import { splitTreeOf } from './split-tree.ts';
import type { Entry, FileNode } from './tree.ts';
import { fieldsOf, flagOf, kindOf, nameOf, placedName, placeOf, wholeOf } from './values.ts';

export const windowOf = (source: Source, node: FileNode, around: AroundPane): FileWindow => {
  const fields = fieldsOf(source, node, 'a window', WINDOW_KEYS);
  const own = fields.get('shell_command_before');
  const lines = own === undefined ? [] : linesOf(source, own.value, own.key);
  const inside = {
    before: [...around.before, ...lines],
    manner: within(around.manner, mannerOf(source, fields)),
    shell: shellOf(source, fields.get('window_shell')),
  };
  const [name, index, layout] = [fields.get('window_name'), fields.get('window_index'), fields.get('layout')];
  const [focus, folder] = [fields.get('focus'), fields.get('start_directory')];
  const environment = fields.get('environment');
  return {
    ...placeOf(node),
    name: name === undefined ? null : nameOf(source, name.value, 'a window name', 256),
    index: index === undefined ? null : indexOf(source, index),
    layout: layout === undefined ? null : layoutOf(source, layout),
    focus: focus !== undefined && flagOf(source, focus.value, 'focus'),
    startDirectory: folder === undefined ? null : placedName(source, folder),
    environment: environment === undefined ? {} : environmentOf(source, environment.value),
    options: optionsOf(source, fields.get('options')),
    optionsAfter: optionsOf(source, fields.get('options_after')),
    panes: panesOf(source, node, fields.get('panes'), inside),
  };
};

const layoutOf = (source: Source, entry: Entry): Placed<string | SplitTree> =>
  entry.value.kind === 'map'
    ? { ...placeOf(entry.value), value: splitTreeOf(source, entry.value) }
    : placedName(source, entry, 16_384);

const indexOf = (source: Source, { value }: Entry): Placed<number> => ({
  ...placeOf(value),
  value: wholeOf(source, value, 'a window index', 0, 999_999_999),
});

/** Without panes, a shell. */
const panesOf = (
  source: Source,
  window: FileNode,
  entry: Entry | undefined,
  inside: AroundPane,
): readonly FilePane[] => {
  if (entry === undefined) return [emptyPane(source, window, inside)];
  const { value } = entry;
  if (value.kind === 'list' && value.items.length > 0)
    return value.items.map((item) => paneOf(source, item, inside));
  if (value.kind !== 'list') report(source, value, `panes is a list, not ${kindOf(value)}`);
  return [emptyPane(source, window, inside)];
};

const emptyPane = (source: Source, { line, column }: FileNode, inside: AroundPane): FilePane =>
  paneOf(source, { kind: 'scalar', line, column, value: null, text: '', offset: 0 }, inside);
