import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../commands/saving-port.ts';
import type { Result } from '../../domain/result.ts';
import { nameInFile } from './places.ts';
import { writeWhole } from './write-file.ts';

/** Snapshots that are kept of a session: so many, none older; the newest one always. */
export interface SnapshotLimits {
  readonly keep: number;
  readonly maxAgeMs: number;
}

/** `20260131T120000123Z_NAME.yml`: in the order of their names they are in the order of time. */
const FILE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z_(.+)\.yml$/;
/** A folder takes 255 bytes. */
const LONGEST_NAME = 200;

/** Oldest first; nothing where there is no folder. */
export const listSnapshots = async (folder: string): Promise<readonly Snapshot[]> => {
  const names = await readdir(folder).catch(() => []);
  return names
    .toSorted((a, b) => (a < b ? -1 : Number(a > b)))
    .flatMap((name) => snapshotOf(folder, name) ?? []);
};

const snapshotOf = (folder: string, file: string): Snapshot | null => {
  const match = FILE.exec(file);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, ms, name = ''] = match;
  try {
    const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
    return { session: decodeURIComponent(name), at, file: join(folder, file) };
  } catch {
    return null;
  }
};

/** Null for a session whose name is too long for a file. */
export const writeSnapshot = async (
  folder: string,
  session: string,
  at: string,
  text: string,
): Promise<Result<void> | null> => {
  const name = nameInFile(session);
  if (name.length > LONGEST_NAME) return null;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return writeWhole(join(folder, `${at.replaceAll(/[-:.]/g, '')}_${name}.yml`), text);
};

export const readSnapshot = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch(() => null);

export const pruneSnapshots = async (
  folder: string,
  { keep, maxAgeMs }: SnapshotLimits,
  nowMs: number,
): Promise<void> => {
  const sessions = Map.groupBy(await listSnapshots(folder), ({ session }) => session);
  for (const own of sessions.values()) {
    const over = own
      .slice(0, -1)
      .filter(({ at }, place) => place < own.length - keep || nowMs - Date.parse(at) > maxAgeMs);
    for (const { file } of over) await rm(file, { force: true });
  }
};
