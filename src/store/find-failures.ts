import { type Failure, failure } from '../domain/failure.ts';
import { isTmuxPaneId, type SessionId, type TmuxPaneId } from '../domain/ids.ts';
import { nearest } from '../domain/nearest.ts';
import { paneIdsOf, sessionsOf, sessionsShowing } from './select.ts';
import type { SessionState, State } from './state.ts';

/** Every failure to find something says what exists instead, for programs in `data` and for people in the hint. */

export const noSuchSession = (state: State, text: string): Failure => {
  const sessions = sessionsOf(state, { all: true }).map(({ session }) => session);
  const message =
    text === '.'
      ? 'the pane this call comes from is in no session of this server'
      : `there is no session ${quoted(text)}`;
  return failure('session_not_found', message, hintOf(text, sessions, NO_SESSIONS), { sessions });
};

export const noSuchPane = (
  state: State,
  sessionId: SessionId,
  text: string,
  here: TmuxPaneId | null,
): Failure => {
  const panes = listPanes(state, sessionId);
  const name = state.sessions[sessionId]?.name ?? sessionId;
  const hint =
    digitsOf(state, panes, text) ?? elsewhere(state, text, here) ?? hintOf(text, panes.map(nameOf), NO_PANES);
  const what =
    text === '.' ? 'the pane this call comes from is not in' : `there is no pane ${quoted(text)} in`;
  return failure('pane_not_found', `${what} session ${quoted(name)}`, hint, { session: name, panes });
};

export const manyBear = (
  state: State,
  sessionId: SessionId,
  label: string,
  bearers: readonly TmuxPaneId[],
): Failure => {
  const panes = listPanes(state, sessionId).filter(({ tmux_pane }) => bearers.includes(tmux_pane));
  const name = state.sessions[sessionId]?.name ?? sessionId;
  const message = `${bearers.length} panes of session ${quoted(name)} have the label ${quoted(label)}`;
  return failure('label_ambiguous', message, `name one by its id: ${bearers.join(', ')}`, {
    session: name,
    panes,
  });
};

export const notInTmux = (what: 'pane' | 'session'): Failure =>
  failure(
    'usage',
    `. means the ${what} this call comes from, and it comes from none of this server`,
    `name the ${what}; . works inside a pane, where TMUX and TMUX_PANE are set`,
  );

export const severalSessions = (here: TmuxPaneId, showing: readonly SessionState[]): Failure => {
  const sessions = showing.map(({ name }) => name);
  const message = `. is not clear: pane ${here} is shown by ${showing.length} sessions`;
  return failure('usage', message, `name one of them: ${sessions.map(quoted).join(', ')}`, { sessions });
};

const NO_SESSIONS = 'there are no sessions; panectl session-create NAME makes one';
const NO_PANES = 'the session shows no panes; panectl pane-list --all shows everything';
const MOST_IN_HINT = 12;

interface ListedPane {
  readonly pane_id: number;
  readonly tmux_pane: TmuxPaneId;
  readonly label: string | null;
}

const listPanes = (state: State, sessionId: SessionId): readonly ListedPane[] =>
  paneIdsOf(state, sessionId, { all: false }).map(({ tmuxPane, number }) => ({
    pane_id: number,
    tmux_pane: tmuxPane,
    label: state.panes[tmuxPane]?.label ?? null,
  }));

const nameOf = ({ label, pane_id }: ListedPane): string => label ?? String(pane_id);

/** A pane that exists, only not in this session, is named with the sessions where it is. */
const elsewhere = (state: State, text: string, here: TmuxPaneId | null): string | null => {
  const tmuxPane = text === '.' ? here : isTmuxPaneId(text) ? text : bearerOf(state, text);
  const [session] = tmuxPane === null ? [] : sessionsShowing(state, tmuxPane);
  return tmuxPane === null || session === undefined
    ? null
    : `${text === tmuxPane ? text : `${quoted(text)} (${tmuxPane})`} is in session ${quoted(session.name)}`;
};

/** In tmux a label of digits alone can be set; here such a text is always a number. */
const digitsOf = (state: State, panes: readonly ListedPane[], text: string): string | null => {
  const bearer = /^\d+$/.test(text) ? panes.find(({ label }) => label === text)?.tmux_pane : undefined;
  const session = bearer === undefined ? undefined : sessionsShowing(state, bearer)[0]?.name;
  if (bearer === undefined || session === undefined) return null;
  return `digits mean a pane's number; the pane with the label ${quoted(text)} is ${bearer}: use that, or give it a label: panectl pane-label ${session} ${bearer} NAME`;
};

const bearerOf = (state: State, label: string): TmuxPaneId | null =>
  Object.values(state.panes).find((pane) => pane.label === label)?.tmuxPane ?? null;

const hintOf = (text: string, names: readonly string[], none: string): string => {
  if (names.length === 0) return none;
  const close = nearest(text, names);
  if (close.length > 0) return `did you mean ${close.map(quoted).join(' or ')}?`;
  const more = names.length > MOST_IN_HINT ? ` and ${names.length - MOST_IN_HINT} more` : '';
  return `there is ${names.slice(0, MOST_IN_HINT).map(quoted).join(', ')}${more}`;
};

/** JSON's quotes show where a name ends and leave no control character in it. */
const quoted = (text: string): string => JSON.stringify(text);
