import { failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { Pane } from '../../domain/pane.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { findPane, findSession } from '../../store/find.ts';
import { describePane } from '../../store/select.ts';
import type { PaneState, SessionState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { knownState, stateNow } from './known-state.ts';

export interface Target {
  readonly session: SessionState;
  readonly pane: PaneState;
}

/** The session that a text means, now. */
export const locateSession = (house: House, scope: CallScope, text: string): Promise<Result<SessionState>> =>
  again(house, () => {
    const state = stateNow(house);
    const found = findSession(state, text, scope.caller.tmuxPane);
    if (!found.ok) return found;
    const session = state.sessions[found.value];
    return session === undefined ? failed(gone('session_not_found', found.value)) : success(session);
  });

/** The pane that two texts mean, now. */
export const locatePane = (
  house: House,
  scope: CallScope,
  input: { readonly session: string; readonly pane: string },
): Promise<Result<Target>> =>
  again(house, () => {
    const found = findPane(stateNow(house), input.pane, scope.caller.tmuxPane, input.session);
    return found.ok ? targetOf(house, found.value.sessionId, found.value.tmuxPane) : found;
  });

/** The same pane as the store has it now. */
export const targetOf = (house: House, sessionId: SessionId, tmuxPane: TmuxPaneId): Result<Target> => {
  const state = house.store.getState();
  const session = state.sessions[sessionId];
  const pane = state.panes[tmuxPane];
  return session === undefined || pane === undefined
    ? failed(gone('pane_not_found', tmuxPane))
    : success({ session, pane });
};

/** The pane as answers give it. */
export const answerPane = (house: House, sessionId: SessionId, tmuxPane: TmuxPaneId): Result<Pane> => {
  const pane = describePane(house.store.getState(), sessionId, tmuxPane);
  return pane === null ? failed(gone('pane_not_found', tmuxPane)) : success(pane);
};

const gone = (code: 'session_not_found' | 'pane_not_found', id: string) =>
  failure(code, `${id} has just gone`, 'panectl session-list shows what there is');

/** What somebody made by hand a moment ago may not have been seen yet, so before a "not found" tmux is read once. */
const again = async <T>(house: House, find: () => Result<T>): Promise<Result<T>> => {
  await knownState(house);
  const found = find();
  if (found.ok || house.tmux.link.kind !== 'live') return found;
  if (found.failure.code !== 'session_not_found' && found.failure.code !== 'pane_not_found') return found;
  await house.observe(null);
  return find();
};
