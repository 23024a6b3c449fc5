import type * as z from 'zod';
import type { cleanupInput } from '../../commands/state.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { type Result, success } from '../../domain/result.ts';
import { paneIdsOf, sessionsShowing } from '../../store/select.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { endServices } from '../services/end-gently.ts';
import { knownState } from './known-state.ts';
import { targetOf } from './locate.ts';
import { isMine } from './mine.ts';
import { killNow as killPaneNow } from './pane-kill.ts';
import { isSelf } from './protect.ts';
import { killNow as killSessionNow } from './session-kill.ts';

type Input = z.output<typeof cleanupInput>;

interface Removed {
  readonly sessions: readonly string[];
  readonly panes: readonly TmuxPaneId[];
  readonly rules: readonly string[];
}

/**
 * Removes sessions and panes that panectl made, with `mine` only the caller's. A session that holds anything else, a
 * person's pane or the caller's own, stays with that.
 */
export const cleanUp = async (house: House, scope: CallScope, input: Input): Promise<Result<Removed>> => {
  const removable = (state: State) =>
    Object.values(state.panes).filter((pane) => isRemovable(house, scope, pane, input));
  if (!input.dry_run) await endServices(house, scope, removable(await knownState(house)));
  return house.change(async () => {
    const state = await knownState(house);
    const panes = removable(state);
    const sessions = Object.values(state.sessions).filter((session) => isEmptyBut(state, session, panes));
    const rules = house.rules.book.all().filter(({ owner }) => !input.mine || isMine(owner, scope.actor));
    if (!input.dry_run) {
      for (const rule of rules) house.rules.remove(rule, scope.actor, scope.causedBy, 'cleaned up');
      const done = await remove(house, scope, sessions, panes);
      if (!done.ok) return done;
    }
    return success({
      sessions: sessions.map(({ name }) => name),
      panes: panes.map(({ tmuxPane }) => tmuxPane),
      rules: rules.map(({ name }) => name),
    });
  });
};

const isRemovable = (house: House, scope: CallScope, pane: PaneState, { mine }: Input): boolean =>
  pane.owner !== null && !isSelf(house, scope, pane) && (!mine || isMine(pane.owner, scope.actor));

const isEmptyBut = (state: State, session: SessionState, removed: readonly PaneState[]): boolean => {
  const panes = paneIdsOf(state, session.sessionId, { all: true });
  return (
    session.isOurs &&
    panes.length > 0 &&
    panes.every(({ tmuxPane }) => removed.some((pane) => pane.tmuxPane === tmuxPane))
  );
};

const remove = async (
  house: House,
  scope: CallScope,
  sessions: readonly SessionState[],
  panes: readonly PaneState[],
): Promise<Result<void>> => {
  for (const session of sessions) {
    const killed = await killSessionNow(house, scope, session);
    if (!killed.ok) return killed;
  }
  for (const { tmuxPane } of panes) {
    const [session] = sessionsShowing(house.store.getState(), tmuxPane);
    const target = session === undefined ? null : targetOf(house, session.sessionId, tmuxPane);
    if (target === null || !target.ok) continue;
    const killed = await killPaneNow(house, scope, target.value);
    if (!killed.ok) return killed;
  }
  return success(undefined);
};
