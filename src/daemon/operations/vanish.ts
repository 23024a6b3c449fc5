import type { SessionId, TmuxPaneId, WindowId } from '../../domain/ids.ts';
import type { StoreEvent } from '../../store/event.ts';
import type { SessionState, State } from '../../store/state.ts';

/** What is gone with these panes: windows without panes, and sessions without windows. */
export interface Vanished {
  readonly panes: readonly TmuxPaneId[];
  readonly windows: readonly WindowId[];
  readonly sessions: readonly SessionId[];
}

export const vanishedWith = (state: State, panes: readonly TmuxPaneId[]): Vanished => {
  const gone = new Set(panes);
  const left = new Set(
    Object.values(state.panes)
      .filter(({ tmuxPane }) => !gone.has(tmuxPane))
      .map(({ windowId }) => windowId),
  );
  const touched = new Set(panes.flatMap((tmuxPane) => state.panes[tmuxPane]?.windowId ?? []));
  const windows = [...touched].filter((windowId) => !left.has(windowId));
  const sessions = Object.values(state.sessions)
    .filter((session) => session.windows.every(({ windowId }) => windows.includes(windowId)))
    .map(({ sessionId }) => sessionId);
  return { panes, windows, sessions };
};

/** A window that another session shows as well lives on there, with its panes. */
export const vanishedWithSession = (state: State, session: SessionState): Vanished => {
  const elsewhere = new Set(
    Object.values(state.sessions)
      .filter(({ sessionId }) => sessionId !== session.sessionId)
      .flatMap(({ windows }) => windows.map(({ windowId }) => windowId)),
  );
  const windows = session.windows.map(({ windowId }) => windowId).filter((id) => !elsewhere.has(id));
  const panes = Object.values(state.panes)
    .filter(({ windowId }) => windows.includes(windowId))
    .map(({ tmuxPane }) => tmuxPane);
  return { panes, windows, sessions: [session.sessionId] };
};

/** In the order in which `reduce` takes them. */
export const vanishedEvents = (state: State, { panes, windows, sessions }: Vanished): StoreEvent[] => [
  ...panes.map((tmuxPane): StoreEvent => ({ kind: 'pane.vanished', tmuxPane })),
  ...windows.map((windowId): StoreEvent => ({ kind: 'window.vanished', windowId })),
  ...Object.values(state.sessions)
    .filter(({ sessionId }) => !sessions.includes(sessionId))
    .filter((session) => session.windows.some(({ windowId }) => windows.includes(windowId)))
    .map((session): StoreEvent => {
      const left = session.windows.filter(({ windowId }) => !windows.includes(windowId));
      return { kind: 'session.changed', sessionId: session.sessionId, patch: { windows: left } };
    }),
  ...sessions.map((sessionId): StoreEvent => ({ kind: 'session.vanished', sessionId })),
];
