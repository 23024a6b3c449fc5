import { stat } from 'node:fs/promises';
import type { Snapshot } from '../../commands/saving-port.ts';
import { failure } from '../../domain/failure.ts';
import { byLikeness } from '../../domain/nearest.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { House } from '../house.ts';
import { placesOf } from './places.ts';
import { listSnapshots, type SnapshotFile } from './snapshot-folder.ts';

/** Of one session or of all, oldest first. */
export const snapshotsOf = async (
  house: Pick<House, 'journal'>,
  session: string | undefined,
): Promise<Result<{ snapshots: readonly Snapshot[] }>> => {
  const all = await filesOf(house);
  if (!all.ok) return all;
  const own = all.value.filter((each) => session === undefined || each.session === session);
  const sized = await Promise.all(own.map(withSize));
  return success({ snapshots: sized.flatMap((each) => each ?? []) });
};

const filesOf = async ({ journal }: Pick<House, 'journal'>): Promise<Result<readonly SnapshotFile[]>> => {
  const places = placesOf(journal);
  return places.ok ? success(await listSnapshots(places.value.snapshots)) : places;
};

/** Null for one that has just been removed. */
const withSize = async ({ reason, file, ...rest }: SnapshotFile): Promise<Snapshot | null> => {
  const found = await stat(file).catch(() => null);
  return found === null ? null : { ...rest, bytes: found.size, reason, file };
};

/** Of each session its snapshots, newest first; sessions by name. */
export const snapshotsBySession = async (
  house: Pick<House, 'journal'>,
): Promise<Result<readonly (readonly SnapshotFile[])[]>> => {
  const all = await filesOf(house);
  if (!all.ok) return all;
  const sessions = Map.groupBy(all.value.toReversed(), ({ session }) => session);
  const byName = [...sessions].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return success(byName.map(([, own]) => own));
};

/** Those of one session, newest first; never none. */
export const snapshotsOfOne = async (
  house: Pick<House, 'journal'>,
  session: string,
): Promise<Result<readonly SnapshotFile[]>> => {
  const all = await filesOf(house);
  if (!all.ok) return all;
  const own = all.value.filter((each) => each.session === session);
  if (own.length > 0) return success(own.toReversed());
  const sessions = byLikeness(session, [...new Set(all.value.map((each) => each.session))]).slice(0, 20);
  const hint = sessions.length === 0 ? 'there is none of any session' : null;
  return failed(
    failure('session_not_found', `there is no snapshot of ${JSON.stringify(session)}`, hint, { sessions }),
  );
};
