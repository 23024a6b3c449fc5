import { isTmuxPaneId, type SessionId, type TmuxPaneId, type WindowId } from '../../domain/ids.ts';
import type { ObservedWindow } from '../../domain/observation.ts';
import { commandOf } from '../../store/command.ts';
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
      readonly command: string;
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
    panes: acceptedPanes(state, { session, window, panes: panesByWindow.get(window.windowId) ?? [] }, choice),
  }));
  const panes = windows.flatMap((each) => each.panes);
  if (panes.length === 0) return [];
  const key = sessionKey(session.sessionId);
  const isFolded = choice.accepts === null && choice.folded.has(key);
  const head: TreeRow = { kind: 'session', key, session, panes, isFolded };
  if (isFolded) return [head];
  return [
    head,
    ...windows
      .filter((each) => each.panes.length > 0)
      .flatMap((each) => windowRows(state, session, each, choice)),
  ];
};

const windowRows = (
  state: State,
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
        command: shownCommand(state, pane),
        number: session.numbers[pane.tmuxPane] ?? -1,
      }),
    ),
  ];
};

interface Crowd {
  readonly session: SessionState;
  readonly window: ObservedWindow;
  readonly panes: readonly PaneState[];
}

const acceptedPanes = (
  state: State,
  { session, window, panes }: Crowd,
  { accepts }: TreeChoice,
): readonly PaneState[] => {
  const textOf = (pane: PaneState): string =>
    [session.name, window.name, shownCommand(state, pane), searchedText(pane)].join(' ');
  const accepted = accepts === null ? panes : panes.filter((pane) => accepts(textOf(pane)));
  const numberOf = (pane: PaneState): number => session.numbers[pane.tmuxPane] ?? Number.MAX_SAFE_INTEGER;
  return accepted.toSorted((a, b) => numberOf(a) - numberOf(b));
};

/** What the filter looks at; bounded, because titles may be long. */
const searchedText = (pane: PaneState): string =>
  [pane.label, pane.title, pane.status, pane.tmuxPane]
    .filter((part) => part !== null)
    .join(' ')
    .slice(0, 2_000);

/** What was run there. An idle shell is a shell again, whatever ran in it before. */
const shownCommand = (state: State, pane: PaneState): string => {
  const exec = pane.execId === null || pane.status === 'idle' ? undefined : state.execs[pane.execId];
  return exec?.command ?? commandOf(pane) ?? pane.process ?? '';
};

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
