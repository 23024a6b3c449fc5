import { chmod, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../commands/saving-port.ts';
import type { Result } from '../../domain/result.ts';
import { nameInFile } from './places.ts';
import { overdue, type SnapshotLimits } from './retention.ts';
import { writeWhole } from './write-file.ts';

/** What a file's name says: all but its size. */
export type SnapshotFile = Omit<Snapshot, 'bytes'>;

/**
 * `00000012-20260131T120000123Z-3-pane.changed_NAME.yml`: number, time, panes, reason. The number is their order, as a
 * clock may be set back.
 */
const FILE =
  /^(\d{8,15})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(\d{1,5})-([a-z]{1,20}(?:\.[a-z]{1,20})?)_(.+)\.yml$/;
const DIGITS = 8;
/** A folder takes 255 bytes. */
const LONGEST_NAME = 160;

/** Oldest first; nothing where there is no folder. */
export const listSnapshots = async (folder: string): Promise<readonly SnapshotFile[]> => {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => snapshotOf(folder, name) ?? [])
    .toSorted((a, b) => a.snapshot_id - b.snapshot_id || (a.file < b.file ? -1 : 1));
};

const snapshotOf = (folder: string, file: string): SnapshotFile | null => {
  const match = FILE.exec(file);
  if (match === null) return null;
  const [, number, year, month, day, hour, minute, second, ms, panes, reason = '', name = ''] = match;
  try {
    const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
    const session = decodeURIComponent(name);
    return {
      snapshot_id: Number(number),
      session,
      at,
      panes: Number(panes),
      reason,
      file: join(folder, file),
    };
  } catch {
    return null;
  }
};

export interface SnapshotDraft extends Pick<Snapshot, 'snapshot_id' | 'session' | 'at' | 'panes' | 'reason'> {
  readonly text: string;
}

/** Null for a session whose name is too long for a file. */
export const writeSnapshot = async (
  folder: string,
  { snapshot_id, session, at, panes, reason, text }: SnapshotDraft,
): Promise<Result<void> | null> => {
  const name = nameInFile(session);
  if (name.length > LONGEST_NAME) return null;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const number = String(snapshot_id).padStart(DIGITS, '0');
  const time = at.replaceAll(/[-:.]/g, '');
  return writeWhole(join(folder, `${number}-${time}-${panes}-${reason}_${name}.yml`), text);
};

export const readSnapshot = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch(() => null);

export const pruneSnapshots = async (
  folder: string,
  limits: SnapshotLimits,
  nowMs: number,
): Promise<void> => {
  const sessions = Map.groupBy(await listSnapshots(folder), ({ session }) => session);
  for (const own of sessions.values())
    for (const { file } of overdue(own, limits, nowMs)) await rm(file, { force: true });
};
