import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { groupNameProblem, sessionNameProblem } from '../../domain/names.ts';
import type { YamlMap } from '../../rules/session-file/yaml-text.ts';
import { isPanel } from '../../store/select.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import { layoutProblem, panesInLayout, withoutIds } from '../../tmux/layout-string.ts';
import { mergedDependencies } from '../linking/own-dependencies.ts';
import type { LiveRule } from '../rules/live-rule.ts';
import { type Around, folder } from './around.ts';
import { environmentText } from './environment-text.ts';
import type { SavingFacts, SessionFacts } from './facts.ts';
import { hooksOfRules } from './hooks.ts';
import { optionsTree } from './options-tree.ts';
import { paneTree } from './pane-tree.ts';
import { replicasAmong, type SavedReplicas } from './replicas.ts';
import { withoutLooseEnds } from './service-tree.ts';
import { standingOf } from './standing.ts';

/** A session as its file says it. */
export interface SavedTree {
  readonly tree: YamlMap;
  readonly panes: readonly TmuxPaneId[];
  /** What can not be said in a file, for people. */
  readonly leftOut: readonly string[];
}

/** Null for a session without panes (panectl's own do not count): nothing is saved of it. */
export const treeOf = (
  state: State,
  session: SessionState,
  rules: readonly LiveRule[],
  facts: SavingFacts,
  nowMs: number,
): SavedTree | null => {
  const around = { state, facts, own: factsOf(facts, session.sessionId), leftOut: [] };
  const { windows, scaled } = windowsOf(around, session);
  const panes = windows.flatMap((window) => window.panes.map(({ tmuxPane }) => tmuxPane));
  const [shown] = windows.toSorted((a, b) => Number(b.active) - Number(a.active));
  if (panes.length === 0 || shown === undefined) return null;
  // A name with a variable in it would be filled in when it is read.
  const named = sessionNameProblem(session.name) === null && !/\$[\w{]/.test(session.name);
  const hooks = hooksOfRules(rules, panes, nowMs, scaled.bases);
  const tree: YamlMap = {
    session_name: named ? session.name : undefined,
    start_directory: folder(around, around.own.folder, null, 'the session'),
    environment: environmentText(around.own.environment, around.leftOut),
    options: optionsTree(around, around.own.options, 'session'),
    group: groupOf(around, session),
    depends_on: dependsOn(around, session),
    windows: withoutLooseEnds(windows.map((window, at) => windowTree(around, windows, window, at))),
    hooks: filled(hooks.hooks),
    panectl: {
      size: `${shown.width}x${shown.height}`,
      panes,
      twin_of: around.own.twinOf ?? undefined,
      ...standingOf(session, windows),
      replicas: scaled.labels,
      rules: filled(hooks.states),
    },
  };
  return { tree, panes, leftOut: [...around.leftOut, ...hooks.leftOut] };
};

const factsOf = ({ sessions, home }: SavingFacts, sessionId: SessionId): SessionFacts =>
  sessions.get(sessionId) ?? {
    folder: home,
    twinOf: null,
    baseIndex: 0,
    environment: {},
    options: {},
    dependsOn: [],
  };

const filled = (map: YamlMap): YamlMap | undefined => (Object.keys(map).length === 0 ? undefined : map);

interface WindowToSave {
  readonly windowId: string;
  readonly name: string;
  readonly index: number;
  readonly active: boolean;
  readonly zoomed: boolean;
  readonly width: number;
  readonly height: number;
  /** Null where a window has one pane, or its layout is of more than the panes that are saved. */
  readonly layout: string | null;
  /** In the order in which a layout gives its cells to them. */
  readonly panes: readonly PaneState[];
  /** Of these the ones that the file names; the others it makes by their `scale`. */
  readonly said: readonly PaneState[];
}

interface ToSave {
  readonly windows: readonly WindowToSave[];
  readonly scaled: SavedReplicas;
}

const windowsOf = ({ state, facts, leftOut }: Around, session: SessionState): ToSave => {
  const all = wholeWindows(state, session);
  const scaled = replicasAmong(
    all.flatMap((window) => window.panes),
    facts,
  );
  const windows = all.flatMap((window): readonly WindowToSave[] => {
    const own = window.panes.filter((pane) => !scaled.has(pane));
    if (own.length === 0) return [];
    const panes = [...own, ...scaled.behind(own)];
    const isSame =
      panes.length === window.panes.length && panes.every((pane, at) => pane === window.panes[at]);
    if (isSame) return [{ ...window, said: own }];
    if (window.layout !== null) leftOut.push(`window ${window.index}: its layout, with replicas in it`);
    return [{ ...window, panes, said: own, layout: null }];
  });
  return { windows, scaled };
};

const wholeWindows = (state: State, session: SessionState): readonly Omit<WindowToSave, 'said'>[] =>
  session.windows.flatMap(({ windowId, index, active }) => {
    const window = state.windows[windowId];
    if (window === undefined || window.mark === 'panel') return [];
    const all = Object.values(state.panes).filter((pane) => pane.windowId === windowId);
    const panes = all.filter((pane) => !isPanel(state, pane));
    if (panes.length === 0) return [];
    const { name, width, height, layout, zoomed } = window;
    const isWhole = layoutProblem(layout) === null && panesInLayout(layout).length === panes.length;
    const order = isWhole ? panesInLayout(layout) : [];
    const placeOf = ({ tmuxPane }: PaneState): number => order.indexOf(Number(tmuxPane.slice(1)));
    return [
      {
        ...{ windowId, name, index, active, zoomed, width, height },
        layout: isWhole && panes.length > 1 ? withoutIds(layout) : null,
        panes: panes.toSorted((a, b) => placeOf(a) - placeOf(b) || a.top - b.top || a.left - b.left),
      },
    ];
  });

const windowTree = (
  around: Around,
  windows: readonly WindowToSave[],
  window: WindowToSave,
  at: number,
): YamlMap => {
  const { facts, own } = around;
  const { said } = window;
  const first = said[0];
  const isIndexed = window.index !== own.baseIndex + at;
  const isElsewhere = said.every(({ cwd }) => cwd !== null && cwd === first?.cwd);
  const common = said.length > 1 && isElsewhere && first?.cwd !== own.folder ? first?.cwd : null;
  const place = `window ${window.index}`;
  const hoisted = common == null ? undefined : folder(around, common, own.folder, place);
  const base = hoisted === undefined ? own.folder : (common ?? own.folder);
  const active = said.findIndex((pane) => pane.active);
  return {
    window_name: facts.selfNamed.has(window.windowId) ? undefined : nameOf(around, window.name, place),
    window_index: isIndexed || windows[at - 1]?.index === window.index ? window.index : undefined,
    layout: window.layout ?? undefined,
    focus: (window.active && at > 0) || undefined,
    start_directory: hoisted,
    options: optionsTree(around, facts.windows.get(window.windowId)?.options ?? {}, place),
    options_after: optionsTree(around, facts.windows.get(window.windowId)?.optionsAfter ?? {}, place),
    panes: said.map((pane, p) => paneTree(around, pane, base, active > 0 && p === active)),
  };
};

const nameOf = ({ leftOut }: Around, name: string, place: string): string | undefined => {
  if (name !== '' && name.length <= 256 && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\$[\w{]|^~/.test(name))
    return name;
  leftOut.push(`${place}: its name`);
  return undefined;
};

const groupOf = ({ leftOut }: Around, { group }: SessionState): string | undefined => {
  if (group === null || groupNameProblem(group) === null) return group ?? undefined;
  leftOut.push('its group');
  return undefined;
};

const dependsOn = ({ facts, own }: Around, { name }: SessionState): YamlMap | undefined => {
  const recorded = facts.dependencies.filter(({ session }) => session === name);
  const all = mergedDependencies(own.dependsOn, recorded);
  return filled(Object.fromEntries(all.map(({ on, condition }) => [on, condition])));
};
