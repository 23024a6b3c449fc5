import type { Snapshot } from '../../commands/saving-port.ts';
import { failure } from '../../domain/failure.ts';
import { byLikeness } from '../../domain/nearest.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { House } from '../house.ts';
import { placesOf } from './places.ts';
import { listSnapshots } from './snapshot-folder.ts';

/** Of one session or of all, oldest first. */
export const snapshotsOf = async (
  { journal }: Pick<House, 'journal'>,
  session: string | undefined,
): Promise<Result<{ snapshots: readonly Snapshot[] }>> => {
  const places = placesOf(journal);
  if (!places.ok) return places;
  const all = await listSnapshots(places.value.snapshots);
  return success({ snapshots: all.filter((each) => session === undefined || each.session === session) });
};

/** The file of the newest one. */
export const lastSnapshot = async (
  house: Pick<House, 'journal'>,
  session: string,
): Promise<Result<string>> => {
  const all = await snapshotsOf(house, undefined);
  if (!all.ok) return all;
  const { snapshots } = all.value;
  const last = snapshots.findLast((each) => each.session === session);
  if (last !== undefined) return success(last.file);
  const sessions = byLikeness(session, [...new Set(snapshots.map((each) => each.session))]).slice(0, 20);
  const hint = sessions.length === 0 ? 'there is none of any session' : null;
  return failed(
    failure('session_not_found', `there is no snapshot of ${JSON.stringify(session)}`, hint, { sessions }),
  );
};
