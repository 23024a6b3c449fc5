import type { SessionId, TmuxPaneId } from '../domain/ids.ts';
import type { PanePatch, StoreEvent } from '../store/event.ts';
import type { State } from '../store/state.ts';
import type { ObservedDifference } from './house.ts';

/** How much of a session, or of all of them where none is named, had been missed. */
export const differenceOf = (
  events: readonly StoreEvent[],
  previous: State,
  next: State,
  sessionId: SessionId | null,
): ObservedDifference => {
  const counted =
    sessionId === null ? events : events.filter((event) => isOf(event, previous, next, sessionId));
  const count = (is: (event: StoreEvent) => boolean): number => counted.filter(is).length;
  return {
    added: count(({ kind }) => kind === 'pane.appeared' || kind === 'session.appeared'),
    removed: count(({ kind }) => kind === 'pane.vanished' || kind === 'session.vanished'),
    changed: count(isChange),
  };
};

/** What tmux tells nobody and everybody has to ask for each second is not missed when it is a moment old. */
const UNTOLD: ReadonlySet<keyof PanePatch> = new Set(['title', 'process', 'cwd', 'mode', 'alternateScreen']);

const isChange = (event: StoreEvent): boolean => {
  if (event.kind === 'pane.changed') return Object.keys(event.patch).some((key) => !isUntold(key));
  return event.kind === 'session.changed' || event.kind === 'window.changed';
};

const isUntold = (key: string): boolean => [...UNTOLD].some((untold) => untold === key);

const isOf = (event: StoreEvent, previous: State, next: State, sessionId: SessionId): boolean => {
  switch (event.kind) {
    case 'session.appeared':
      return event.session.sessionId === sessionId;
    case 'session.changed':
    case 'session.vanished':
      return event.sessionId === sessionId;
    case 'window.changed':
      return (
        next.sessions[sessionId]?.windows.some(({ windowId }) => windowId === event.window.windowId) === true
      );
    case 'pane.appeared':
      return shows(next, sessionId, event.pane.tmuxPane);
    case 'pane.changed':
    case 'pane.vanished':
      return shows(previous, sessionId, event.tmuxPane) || shows(next, sessionId, event.tmuxPane);
    default:
      return false;
  }
};

const shows = (state: State, sessionId: SessionId, tmuxPane: TmuxPaneId): boolean =>
  state.sessions[sessionId]?.numbers[tmuxPane] !== undefined;
