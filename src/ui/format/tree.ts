import { isTmuxPaneId, type SessionId, type TmuxPaneId, type WindowId } from '../../domain/ids.ts';
import type { ObservedWindow } from '../../domain/observation.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import { bySession, type Descendant, lineages } from './lineage.ts';
import { byOrder, chosenPanes, type PaneChoice, type ShownPane } from './shown-pane.ts';

/** One row of the pane tree. `key` is identity: it survives renaming, moving within the session and sorting. */
export type TreeRow =
  | {
      readonly kind: 'session';
      readonly key: string;
      readonly session: SessionState;
      readonly panes: readonly PaneState[];
      readonly isFolded: boolean;
    }
  | {
      readonly kind: 'window';
      readonly key: string;
      readonly session: SessionState;
      readonly window: ObservedWindow;
      readonly index: number;
      readonly panes: readonly PaneState[];
      readonly isFolded: boolean;
    }
  | PaneRow;

export interface PaneRow extends ShownPane {
  readonly kind: 'pane';
  readonly key: string;
  /** How many panes made it, one through the other; 0 where the tree does not show that. */
  readonly depth: number;
  /** Null for a pane that has nothing beneath it here. */
  readonly isFolded: boolean | null;
  /** What stands beneath it and is folded away. */
  readonly hidden: readonly PaneState[];
  /** Where its row does not stand beneath its own session: that session's name and a slash. */
  readonly prefix: string;
}

export type Grouping = 'layout' | 'lineage' | 'flat';

export interface TreeChoice extends PaneChoice {
  readonly folded: ReadonlySet<string>;
  readonly grouping: Grouping;
}

/** Rows in an order that only the operator or a change of structure changes. */
export const treeRows = (state: State, choice: TreeChoice): readonly TreeRow[] => {
  const panes = chosenPanes(state, choice);
  if (choice.grouping === 'flat') return flatRows(panes, choice);
  if (choice.grouping === 'lineage')
    return lineages(panes, choice.order).flatMap((family) => familyRows(family, choice));
  return bySession(panes).flatMap((group) => sessionRows(group, choice));
};

/** A pane that several sessions show is one pane. */
const flatRows = (panes: readonly ShownPane[], choice: TreeChoice): readonly TreeRow[] => {
  const once = new Map<TmuxPaneId, ShownPane>();
  for (const shown of panes) if (!once.has(shown.pane.tmuxPane)) once.set(shown.pane.tmuxPane, shown);
  const all = [...once.values()];
  const isOne = all.every(({ session }) => session === all[0]?.session);
  // By number alone, the panes of a session would be torn apart.
  const sorted = choice.order === null ? all : all.toSorted(byOrder(choice.order));
  return sorted.map((shown) => paneRow(shown, isOne ? '' : `${shown.session.name}/`));
};

const sessionRows = (group: readonly ShownPane[], choice: TreeChoice): readonly TreeRow[] => {
  const head = headOf(group, choice);
  if (head === null) return [];
  if (head.isFolded) return [head];
  const windows = new Map<WindowId, ShownPane[]>();
  for (const shown of group) {
    const others = windows.get(shown.window.windowId);
    if (others === undefined) windows.set(shown.window.windowId, [shown]);
    else others.push(shown);
  }
  return [head, ...[...windows.values()].flatMap((panes) => windowRows(panes, choice))];
};

const headOf = (group: readonly ShownPane[], choice: TreeChoice) => {
  const [first] = group;
  if (first === undefined) return null;
  const { session } = first;
  const key = sessionKey(session.sessionId);
  const panes = group.map(({ pane }) => pane);
  return { kind: 'session', key, session, panes, isFolded: isFolded(key, choice) } as const;
};

const isFolded = (key: string, { accepts, folded }: TreeChoice): boolean =>
  accepts === null && folded.has(key);

const windowRows = (panes: readonly ShownPane[], choice: TreeChoice): readonly TreeRow[] => {
  const [first] = panes;
  if (first === undefined) return [];
  const { session, window, index } = first;
  const key = windowKey(session.sessionId, window.windowId);
  const head: TreeRow = {
    ...{ kind: 'window', key, session, window, index, isFolded: isFolded(key, choice) },
    panes: panes.map(({ pane }) => pane),
  };
  return head.isFolded ? [head] : [head, ...panes.map((shown) => paneRow(shown, ''))];
};

/** Beneath the session of the first ancestors. */
const familyRows = (family: readonly Descendant[], choice: TreeChoice): readonly TreeRow[] => {
  const head = headOf(
    family.map(({ shown }) => shown),
    choice,
  );
  if (head === null || head.isFolded) return head === null ? [] : [head];
  const rows: TreeRow[] = [head];
  for (let at = 0; at < family.length; at += 1) {
    const each = family[at];
    if (each === undefined) break;
    const row = descendantRow(each, head.session);
    const folds = each.hasChildren && isFolded(row.key, choice);
    const hidden = folds ? beneath(family, at) : [];
    rows.push({ ...row, isFolded: each.hasChildren ? folds : null, hidden });
    at += hidden.length;
  }
  return rows;
};

const descendantRow = ({ shown, depth }: Descendant, session: SessionState): PaneRow => ({
  ...paneRow(shown, shown.session === session ? '' : `${shown.session.name}/`),
  depth,
});

const beneath = (family: readonly Descendant[], at: number): readonly PaneState[] => {
  const depth = family[at]?.depth ?? 0;
  const rest = family.slice(at + 1);
  const end = rest.findIndex((each) => each.depth <= depth);
  return (end === -1 ? rest : rest.slice(0, end)).map(({ shown }) => shown.pane);
};

const paneRow = (shown: ShownPane, prefix: string): PaneRow => ({
  ...shown,
  ...{ kind: 'pane', key: paneKey(shown.session.sessionId, shown.pane.tmuxPane), prefix },
  ...{ depth: 0, isFolded: null, hidden: [] },
});

/** What a pane is called: its label, else its process, else tmux's id. */
export const nameOf = (pane: PaneState): string => pane.label ?? pane.process ?? pane.tmuxPane;

/** How its row begins: where it belongs, as far as the row's place does not say it, and what it is called. */
export const rowName = ({ prefix, pane }: PaneRow): string => `${prefix}${nameOf(pane)}`;

/** Columns that a row stands in from where rows of its kind begin. */
export const indentOf = ({ depth }: Pick<PaneRow, 'depth'>): number => Math.min(depth, DEEPEST_SHOWN) * 2;
const DEEPEST_SHOWN = 5;

export const sessionKey = (session: SessionId): string => session;
export const windowKey = (session: SessionId, window: WindowId): string => `${session} ${window}`;
export const paneKey = (session: SessionId, pane: TmuxPaneId): string => `${session} ${pane}`;

/** The pane that a key stands for; null for a session's or window's. */
export const paneOfKey = (key: string): TmuxPaneId | null => {
  const last = key.split(' ').at(-1) ?? '';
  return isTmuxPaneId(last) ? last : null;
};
