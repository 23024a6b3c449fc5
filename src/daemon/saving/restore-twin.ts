import type { RestoredSession } from '../../commands/saving-port.ts';
import { failure } from '../../domain/failure.ts';
import { isSessionId, type SessionId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { sessionNamed } from '../operations/session-begin.ts';
import { type RestorePlan, reportOf } from './restore-plan.ts';

/**
 * A session that showed the windows of another one (`tmux new-session -t`) shows them again where that one is there:
 * made from its own file it would have a copy of each pane. Null where there is no other.
 */
export const restoreTwin = async (
  house: House,
  plan: RestorePlan,
): Promise<Result<RestoredSession> | null> => {
  const twinOf = plan.loaded.file.saved?.twinOf ?? null;
  if (twinOf === null) return null;
  const made = await house.change(async () => {
    const other = sessionNamed(await knownState(house), twinOf);
    if (other === null) return null;
    const words = ['-d', '-t', other, '-s', plan.blueprint.name, '-P', '-F', '#{session_id}'];
    return house.tmux.command('new-session', ...words);
  });
  if (made === null || !made.ok) return made;
  const sessionId = made.value.find(isSessionId);
  if (sessionId === undefined)
    return failed(failure('internal', 'tmux did not name the session that it made'));
  await house.observe(null);
  return success(twinReport(plan, twinOf, sessionId));
};

/** Its panes are those of the other one. */
export const twinReport = (
  plan: RestorePlan,
  twinOf: string,
  sessionId: SessionId | null,
): RestoredSession => ({
  ...reportOf(plan, null, null),
  ...{ session_id: sessionId, outcome: sessionId === null ? 'planned' : 'restored', panes: [] },
  reason: `shows the windows of ${twinOf}`,
});
