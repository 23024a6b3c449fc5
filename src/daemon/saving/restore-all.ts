import type { RestoredSession } from '../../commands/saving-port.ts';
import type { Failure } from '../../domain/failure.ts';
import { type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { ALIVE, isThere, restoreOne } from './restore-one.ts';
import { type RestorePlan, type RunPolicy, reportOf } from './restore-plan.ts';
import { planOfNewest } from './restore-source.ts';
import { twinReport } from './restore-twin.ts';
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
  const candidates: Candidate[] = [];
  for (const snapshots of sessions.value) {
    const [newest] = snapshots;
    if (newest === undefined) continue;
    const isAlive = await isThere(house, newest.session);
    const planned = isAlive ? null : await planOfNewest(house, scope, snapshots, policy);
    candidates.push({ newest, planned });
  }
  const done: RestoredSession[] = [];
  for (const candidate of inOrder(candidates)) {
    const { newest, planned } = candidate;
    if (planned === null) done.push(skipped(newest, ALIVE));
    else if (!planned.ok) done.push(skipped(newest, reasonOf(planned.failure)));
    else if (isDry) done.push(dryReport(planned.value, candidates));
    else done.push(await restoreNewest(house, scope, newest, planned.value));
  }
  return success(done.toSorted((a, b) => (a.session < b.session ? -1 : 1)));
};

interface Candidate {
  readonly newest: SnapshotFile;
  /** Null for what is alive. */
  readonly planned: Result<RestorePlan> | null;
}

/** What others need comes before them; of a circle whoever comes first. */
const inOrder = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const byName = new Map(candidates.map((each) => [each.newest.session, each]));
  const ordered = new Set<Candidate>();
  const visit = (each: Candidate, path: readonly Candidate[]): void => {
    if (ordered.has(each) || path.includes(each)) return;
    for (const name of needsOf(each)) {
      const needed = byName.get(name);
      if (needed !== undefined) visit(needed, [...path, each]);
    }
    ordered.add(each);
  };
  for (const each of candidates) visit(each, []);
  return [...ordered];
};

const needsOf = ({ planned }: Candidate): readonly string[] => {
  if (planned?.ok !== true) return [];
  const { loaded, blueprint } = planned.value;
  const twinOf = loaded.file.saved?.twinOf ?? null;
  return [...blueprint.dependsOn.map(({ on }) => on), ...(twinOf === null ? [] : [twinOf])];
};

const dryReport = (plan: RestorePlan, candidates: readonly Candidate[]): RestoredSession => {
  const twinOf = plan.loaded.file.saved?.twinOf ?? null;
  const isTwin = candidates.some(({ newest, planned }) => newest.session === twinOf && planned?.ok !== false);
  return isTwin && twinOf !== null ? twinReport(plan, twinOf, null) : reportOf(plan, null, null);
};

const restoreNewest = async (
  house: House,
  scope: CallScope,
  newest: SnapshotFile,
  plan: RestorePlan,
): Promise<RestoredSession> => {
  const done = await restoreOne(house, scope, plan);
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
