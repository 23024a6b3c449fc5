import { isTmuxPaneId, type SessionId, type TmuxPaneId, type WindowId } from '../../domain/ids.ts';
import type { ObservedWindow } from '../../domain/observation.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import { bySessionName, shownPanes, shownWindows } from './shown.ts';

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
  | {
      readonly kind: 'pane';
      readonly key: string;
      readonly session: SessionState;
      readonly window: ObservedWindow;
      readonly pane: PaneState;
      readonly number: number;
    };

export interface TreeChoice {
  readonly folded: ReadonlySet<string>;
  /** Null shows every pane. While something is searched for, nothing stays folded. */
  readonly accepts: ((text: string) => boolean) | null;
  /** Only this session; null for all. */
  readonly session: string | null;
}

/** Rows in their fixed order: session name, window index, pane number. What we run ourselves is left out. */
export const treeRows = (state: State, choice: TreeChoice): readonly TreeRow[] => {
  const panesByWindow = shownPanes(state);
  return Object.values(state.sessions)
    .filter((session) => choice.session === null || session.name === choice.session)
    .toSorted(bySessionName)
    .flatMap((session) => sessionRows(state, session, panesByWindow, choice));
};

const sessionRows = (
  state: State,
  session: SessionState,
  panesByWindow: ReadonlyMap<WindowId, readonly PaneState[]>,
  choice: TreeChoice,
): readonly TreeRow[] => {
  const windows = shownWindows(state, session).map(({ window, index }) => ({
    window,
    index,
    panes: acceptedPanes(session, window, panesByWindow.get(window.windowId) ?? [], choice),
  }));
  const panes = windows.flatMap((each) => each.panes);
  if (panes.length === 0) return [];
  const key = sessionKey(session.sessionId);
  const isFolded = choice.accepts === null && choice.folded.has(key);
  const head: TreeRow = { kind: 'session', key, session, panes, isFolded };
  if (isFolded) return [head];
  return [
    head,
    ...windows.filter((each) => each.panes.length > 0).flatMap((each) => windowRows(session, each, choice)),
  ];
};

const windowRows = (
  session: SessionState,
  { window, index, panes }: { window: ObservedWindow; index: number; panes: readonly PaneState[] },
  choice: TreeChoice,
): readonly TreeRow[] => {
  const key = windowKey(session.sessionId, window.windowId);
  const isFolded = choice.accepts === null && choice.folded.has(key);
  const head: TreeRow = { kind: 'window', key, session, window, index, panes, isFolded };
  if (isFolded) return [head];
  return [
    head,
    ...panes.map(
      (pane): TreeRow => ({
        kind: 'pane',
        key: paneKey(session.sessionId, pane.tmuxPane),
        session,
        window,
        pane,
        number: session.numbers[pane.tmuxPane] ?? -1,
      }),
    ),
  ];
};

const acceptedPanes = (
  session: SessionState,
  window: ObservedWindow,
  panes: readonly PaneState[],
  { accepts }: TreeChoice,
): readonly PaneState[] => {
  const accepted =
    accepts === null ? panes : panes.filter((pane) => accepts(searchedText(session, window, pane)));
  const numberOf = (pane: PaneState): number => session.numbers[pane.tmuxPane] ?? Number.MAX_SAFE_INTEGER;
  return accepted.toSorted((a, b) => numberOf(a) - numberOf(b));
};

/** What the filter looks at; bounded, because titles may be long. */
const searchedText = (session: SessionState, window: ObservedWindow, pane: PaneState): string =>
  [session.name, window.name, pane.label, commandOf(pane), pane.title, pane.status, pane.tmuxPane]
    .filter((part) => part !== null)
    .join(' ')
    .slice(0, 2_000);

export const commandOf = (pane: PaneState): string => pane.ownCommand ?? pane.process ?? '';

/** What a pane is called: its label, else its process, else tmux's id. */
export const nameOf = (pane: PaneState): string => pane.label ?? pane.process ?? pane.tmuxPane;

export const sessionKey = (session: SessionId): string => session;
export const windowKey = (session: SessionId, window: WindowId): string => `${session} ${window}`;
export const paneKey = (session: SessionId, pane: TmuxPaneId): string => `${session} ${pane}`;

/** The pane that a key stands for; null for a session's or window's. */
export const paneOfKey = (key: string): TmuxPaneId | null => {
  const last = key.split(' ').at(-1) ?? '';
  return isTmuxPaneId(last) ? last : null;
};
