import { environmentOf } from './environment.ts';
import type { FileWindow, Placed, SessionFile } from './file.ts';
import { foreignOf } from './foreign.ts';
import { hooksOf } from './hooks.ts';
import { SESSION_KEYS } from './keys.ts';
import { mannerOf } from './manner.ts';
import { optionsOf } from './options.ts';
import type { AroundPane } from './pane.ts';
import { withReplicas } from './replicas.ts';
import { savedOf, savedReplicas } from './saved.ts';
import { scaleRules } from './scale-rules.ts';
import { checkServices } from './service-check.ts';
import { linesOf } from './shell-lines.ts';
import { report, type Source } from './source.ts';
import { dependenciesIn, groupIn, sessionProblem } from './together.ts';
import type { Entry, FileNode } from './tree.ts';
import { checkedText, type Fields, fieldsOf, isNothing, kindOf, placedName, placeOf } from './values.ts';
import { windowOf } from './window.ts';

/** The whole file; an empty one is a session with one shell. */
export const sessionOf = (source: Source, tree: FileNode): SessionFile => {
  const root: FileNode = isNothing(tree) ? { ...EMPTY, line: tree.line, column: tree.column } : tree;
  const fields = fieldsOf(source, root, 'a session file', SESSION_KEYS);
  const { group, dependsOn } = together(source, fields);
  const [name, folder, hooks] = [
    fields.get('session_name'),
    fields.get('start_directory'),
    fields.get('hooks'),
  ];
  const [environment, before] = [fields.get('environment'), fields.get('shell_command_before')];
  const saved = fields.get('panectl');
  const lines = before === undefined ? [] : linesOf(source, before.value, before.key);
  const around = { before: lines, manner: mannerOf(source, fields), shell: null };
  const replicas = saved === undefined ? null : savedReplicas(source, saved.value);
  const windows = withReplicas(windowsOf(source, root, fields.get('windows'), around), replicas);
  const script = fields.get('before_script');
  checkTogether(source, windows);
  return {
    fileName: source.fileName,
    name: name === undefined ? null : checkedText(source, name.value, 'session_name', sessionProblem),
    startDirectory: folder === undefined ? null : placedName(source, folder),
    environment: environment === undefined ? {} : environmentOf(source, environment.value),
    beforeScript: script === undefined ? null : scriptOf(source, script),
    options: optionsOf(source, fields.get('options')),
    globalOptions: optionsOf(source, fields.get('global_options')),
    foreign: foreignOf(source, fields),
    ...{ windows, group, dependsOn },
    rules: [
      ...(hooks === undefined ? [] : hooksOf(source, hooks.value, countOf(windows))),
      ...scaleRules(source, windows),
    ],
    saved:
      saved === undefined
        ? null
        : savedOf(source, saved.value, { windows: windows.length, panes: countOf(windows) }, replicas),
  };
};

const together = (source: Source, fields: Fields<(typeof SESSION_KEYS)[number]>) => {
  const [group, depends] = [fields.get('group'), fields.get('depends_on')];
  return {
    group: group === undefined ? null : groupIn(source, group),
    dependsOn: depends === undefined ? [] : dependenciesIn(source, depends),
  };
};

const EMPTY = { kind: 'map', entries: [] } as const;

const scriptOf = (source: Source, { key, value }: Entry): Placed<string> => ({
  ...placeOf(value),
  value: checkedText(source, value, key, (text) =>
    text.trim() === '' ? `${key} is not empty` : null,
  ).trim(),
});

const windowsOf = (
  source: Source,
  root: FileNode,
  entry: Entry | undefined,
  around: AroundPane,
): readonly FileWindow[] => {
  const value = entry?.value;
  if (value !== undefined && value.kind !== 'list')
    report(source, value, `windows is a list, not ${kindOf(value)}`);
  if (value?.kind === 'list' && value.items.length > 0)
    return value.items.map((item) => windowOf(source, item, around));
  return [windowOf(source, { ...EMPTY, line: root.line, column: root.column }, around)];
};

const countOf = (windows: readonly FileWindow[]): number =>
  windows.reduce((sum, { panes }) => sum + panes.length, 0);

const MOST_PANES = 200;

const checkTogether = (source: Source, windows: readonly FileWindow[]): void => {
  refuseRepeated(
    source,
    windows.flatMap(({ index }) => index ?? []),
    'two windows have the window_index',
  );
  const labels = windows.flatMap(({ panes }) => panes.flatMap(({ label }) => label ?? []));
  refuseRepeated(source, labels, 'two panes have the label');
  checkServices(
    source,
    windows.flatMap(({ panes }) => panes),
  );
  const last = windows.at(-1);
  if (last !== undefined && countOf(windows) > MOST_PANES)
    report(source, last, `a session file has at most ${MOST_PANES} panes`);
};

const refuseRepeated = (source: Source, placed: readonly Placed<string | number>[], what: string): void => {
  const known = new Set<string | number>();
  for (const { value, ...place } of placed) {
    if (known.has(value) && value !== '') report(source, place, `${what} ${JSON.stringify(value)}`);
    known.add(value);
  }
};
