import type { RestoredSession } from '../../commands/saving-port.ts';
import type { Failure } from '../../domain/failure.ts';
import { type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { ALIVE, isThere, restoreOne } from './restore-one.ts';
import { type RunPolicy, reportOf } from './restore-plan.ts';
import { planOfNewest } from './restore-source.ts';
import type { SnapshotFile } from './snapshot-folder.ts';
import { snapshotsBySession } from './snapshot-list.ts';

/** Every session that has a snapshot and is not there now. What can not be is skipped, and stops nothing else. */
export const restoreAll = async (
  house: House,
  scope: CallScope,
  policy: RunPolicy,
  isDry: boolean,
): Promise<Result<readonly RestoredSession[]>> => {
  const sessions = await snapshotsBySession(house);
  if (!sessions.ok) return sessions;
  const done: RestoredSession[] = [];
  for (const snapshots of sessions.value) {
    const [newest] = snapshots;
    if (newest === undefined) continue;
    done.push(await restoreNewest(house, scope, policy, isDry, newest, snapshots));
  }
  return success(done);
};

const restoreNewest = async (
  house: House,
  scope: CallScope,
  policy: RunPolicy,
  isDry: boolean,
  newest: SnapshotFile,
  snapshots: readonly SnapshotFile[],
): Promise<RestoredSession> => {
  if (await isThere(house, newest.session)) return skipped(newest, ALIVE);
  const planned = await planOfNewest(house, scope, snapshots, policy);
  if (!planned.ok) return skipped(newest, reasonOf(planned.failure));
  if (isDry) return reportOf(planned.value, null, null);
  const done = await restoreOne(house, scope, planned.value);
  if (done.ok) return done.value;
  const { code, data } = done.failure;
  const isAlive = code === 'session_exists' && data.unfinished === undefined;
  return skipped(newest, isAlive ? ALIVE : reasonOf(done.failure));
};

const reasonOf = ({ message, hint, data }: Failure): string =>
  hint === null || data.unfinished === undefined ? message : `${message}; ${hint}`;

const skipped = ({ session, file, at }: SnapshotFile, reason: string): RestoredSession => ({
  ...{ session, session_id: null, file, saved_at: at, outcome: 'skipped', reason, panes: [] },
});
