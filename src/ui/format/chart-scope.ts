import type { TmuxPaneId } from '../../domain/ids.ts';
import type { LinesWanted } from '../../protocol/message.ts';
import { isPanel } from '../../store/select.ts';
import type { PaneState, State } from '../../store/state.ts';
import { nameOf, type TreeRow } from './tree.ts';

/** Whose load or output is shown. */
export const SCOPES = ['row', 'marked', 'session', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Chosen {
  /** `worker %7`, `session build`, `all sessions`. */
  readonly name: string;
  readonly panes: readonly PaneState[];
}

interface Choice {
  readonly state: State;
  /** The selected row of the tree; null where the tree is empty. */
  readonly row: TreeRow | null;
  readonly marked: ReadonlySet<TmuxPaneId>;
  /** The panel shows only this session; null for all. */
  readonly session: string | null;
}

/** The panes of a scope: those of the selected row, the marked ones, those of its session, or all that are shown. */
export const panesInScope = (scope: Scope, { state, row, marked, session }: Choice): Chosen => {
  if (scope === 'marked' && marked.size > 0) {
    const panes = [...marked].flatMap((tmuxPane) => state.panes[tmuxPane] ?? []);
    return { name: 'marked', panes };
  }
  if (isOfRow(scope) && row?.kind === 'pane')
    return { name: `${nameOf(row.pane)} ${row.pane.tmuxPane}`, panes: [row.pane] };
  if (isOfRow(scope) && row?.kind === 'window')
    return { name: `window ${row.window.name}`, panes: ofWindows(state, [row.window.windowId]) };
  if (scope !== 'all' && row !== null) {
    const windows = row.session.windows.map(({ windowId }) => windowId);
    return { name: `session ${row.session.name}`, panes: ofWindows(state, windows) };
  }
  const shown = Object.values(state.sessions).filter(({ name }) => session === null || name === session);
  const windows = shown.flatMap((each) => each.windows.map(({ windowId }) => windowId));
  return {
    name: session === null ? 'all sessions' : `session ${session}`,
    panes: ofWindows(state, windows),
  };
};

const ofWindows = (state: State, windows: readonly PaneState['windowId'][]): readonly PaneState[] => {
  const wanted = new Set(windows);
  return Object.values(state.panes).filter((pane) => wanted.has(pane.windowId) && !isPanel(state, pane));
};

/** The same as what the daemon is asked for: of sessions, so that panes of theirs that come later count as well. */
export const linesWanted = (scope: Scope, choice: Choice): LinesWanted => {
  const { row, session, state, marked } = choice;
  const isOfMarked = scope === 'marked' && marked.size > 0;
  if (isOfMarked || (isOfRow(scope) && row !== null && row.kind !== 'session'))
    return { sessions: null, panes: panesInScope(scope, choice).panes.map(({ tmuxPane }) => tmuxPane) };
  if (scope !== 'all' && row !== null) return { sessions: [row.session.sessionId], panes: null };
  if (session === null) return { sessions: null, panes: null };
  const shown = Object.values(state.sessions).filter(({ name }) => name === session);
  return { sessions: shown.map(({ sessionId }) => sessionId), panes: null };
};

/** Marks that have gone leave the row. */
const isOfRow = (scope: Scope): boolean => scope === 'row' || scope === 'marked';

/** The next scope that shows something else. */
export const scopeAfter = (scope: Scope, { marked }: { readonly marked: ReadonlySet<TmuxPaneId> }): Scope => {
  const scopes = SCOPES.filter((each) => each !== 'marked' || marked.size > 0);
  return scopes[(scopes.indexOf(scope) + 1) % scopes.length] ?? 'row';
};
