import type { SessionId, WindowId } from '../domain/ids.ts';
import type { ObservedWindow, ServerIdentity } from '../domain/observation.ts';
import type { SessionPatch } from './event.ts';
import { patched } from './same.ts';
import type { SessionState, State } from './state.ts';

/** The same server keeps everything; another one, or none, makes every id void. The log is panectl's and stays. */
export const withServer = (state: State, server: ServerIdentity | null): State =>
  isSameServer(state.server, server)
    ? { ...state, server }
    : { ...state, server, sessions: {}, windows: {}, panes: {}, execs: {} };

/** tmux ids are unique within one life of one server, which its pid and start time name. */
export const isSameServer = (a: ServerIdentity | null, b: ServerIdentity | null): boolean =>
  a !== null && b !== null && a.pid === b.pid && a.startTime === b.startTime;

export const withSession = (state: State, session: SessionState): State => ({
  ...state,
  sessions: { ...state.sessions, [session.sessionId]: session },
});

export const withSessionPatch = (state: State, sessionId: SessionId, patch: SessionPatch): State => {
  const known = state.sessions[sessionId];
  if (known === undefined) return state;
  const next = patched<SessionState>(known, patch);
  return next === known ? state : withSession(state, next);
};

export const withoutSession = (state: State, sessionId: SessionId): State => {
  if (state.sessions[sessionId] === undefined) return state;
  const { [sessionId]: _gone, ...sessions } = state.sessions;
  return { ...state, sessions };
};

export const withWindow = (state: State, window: ObservedWindow): State => ({
  ...state,
  windows: { ...state.windows, [window.windowId]: window },
});

export const withoutWindow = (state: State, windowId: WindowId): State => {
  if (state.windows[windowId] === undefined) return state;
  const { [windowId]: _gone, ...windows } = state.windows;
  return { ...state, windows };
};
