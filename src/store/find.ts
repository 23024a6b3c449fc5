import { isSessionId, isTmuxPaneId, type SessionId, type TmuxPaneId } from '../domain/ids.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { manyBear, noSuchPane, noSuchSession, notInTmux, severalSessions } from './find-failures.ts';
import { numberedPanes } from './numbers.ts';
import { sessionsShowing } from './select.ts';
import type { State } from './state.ts';

/**
 * A name, `$N`, or `.` for the session of the pane that the call comes from. Exact, never a prefix or a pattern.
 * Failures: `session_not_found` with `data.sessions`; `usage` for a `.` that means no session, or several.
 */
export const findSession = (state: State, text: string, here: TmuxPaneId | null): Result<SessionId> => {
  if (text === '.') return sessionOfCaller(state, here);
  const found = isSessionId(text)
    ? state.sessions[text]
    : Object.values(state.sessions).find(({ name }) => name === text);
  return found === undefined ? failed(noSuchSession(state, text)) : success(found.sessionId);
};

export interface FoundPane {
  readonly sessionId: SessionId;
  readonly tmuxPane: TmuxPaneId;
}

/**
 * A number, a label, `%N`, or `.` for the pane that the call comes from, in that session and in no other.
 * Failures: those of `findSession`; `pane_not_found` and `label_ambiguous` with `data.panes`; `usage`.
 */
export const findPane = (
  state: State,
  text: string,
  here: TmuxPaneId | null,
  sessionText: string,
): Result<FoundPane> => {
  // Whichever session a caller's own pane is looked up in, it is the same pane.
  if (text === '.' && sessionText === '.') return ownPane(state, here);
  const session = findSession(state, sessionText, here);
  if (!session.ok) return session;
  if (text === '.' && here === null) return failed(notInTmux('pane'));
  const sessionId = session.value;
  const [tmuxPane, ...others] = matchingPanes(state, sessionId, text === '.' && here !== null ? here : text);
  if (tmuxPane === undefined) return failed(noSuchPane(state, sessionId, text, here));
  return others.length === 0
    ? success({ sessionId, tmuxPane })
    : failed(manyBear(state, sessionId, text, [tmuxPane, ...others]));
};

const ownPane = (state: State, here: TmuxPaneId | null): Result<FoundPane> => {
  const [session] = here === null ? [] : sessionsShowing(state, here);
  return here === null || session === undefined
    ? failed(here === null ? notInTmux('pane') : notInTmux('session'))
    : success({ sessionId: session.sessionId, tmuxPane: here });
};

const sessionOfCaller = (state: State, here: TmuxPaneId | null): Result<SessionId> => {
  if (here === null) return failed(notInTmux('session'));
  const [session, ...others] = sessionsShowing(state, here);
  if (session === undefined) return failed(noSuchSession(state, '.'));
  return others.length === 0
    ? success(session.sessionId)
    : failed(severalSessions(here, [session, ...others]));
};

/** What the text means is decided by its form alone, as labels are never all digits nor start with `%`. */
const matchingPanes = (state: State, sessionId: SessionId, text: string): readonly TmuxPaneId[] => {
  const panes = numberedPanes(state.sessions[sessionId]?.numbers ?? {});
  const matches = panes.filter(({ tmuxPane, number }) => {
    if (isTmuxPaneId(text)) return tmuxPane === text;
    if (/^\d+$/.test(text)) return String(number) === text;
    return state.panes[tmuxPane]?.label === text;
  });
  return matches.map(({ tmuxPane }) => tmuxPane).filter((tmuxPane) => state.panes[tmuxPane] !== undefined);
};
