import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';

/**
 * Makes the runtime folder, or checks the one that exists: /tmp is everybody's, so another user may have made it
 * first, as a folder or as a link to one. lstat(2) looks at the name itself and never through a link.
 */
export const claimFolder = (folder: string, uid: number): Result<void> => {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      return refuse(folder, `can't be made: ${String(error)}`, 'make /tmp writable');
  }
  return checkFolder(folder, uid);
};

export const checkFolder = (folder: string, uid: number): Result<void> => {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return refuse(folder, 'does not exist', `mkdir -m 700 ${folder}`, true);
  if (!stat.isDirectory())
    return refuse(folder, 'is no folder', `look who made it, then remove it: ls -ld ${folder}`);
  if (stat.uid !== uid) {
    return refuse(
      folder,
      `belongs to user ${stat.uid}`,
      `have its owner or root remove it: ls -ld ${folder}`,
    );
  }
  const mode = stat.mode & 0o777;
  return mode === 0o700
    ? success(undefined)
    : refuse(folder, `is open to others (mode ${mode.toString(8)})`, `chmod 700 ${folder}`);
};

/**
 * Makes the folder of database and logs, or looks whether the one that exists will do. Unlike the runtime folder it may
 * be a link, and open to others: that is its owner's choice. A disk that takes nothing just now is no reason to have no
 * daemon: it works without, and says so.
 */
export const claimStateFolder = (folder: string, uid: number): Result<void> => {
  const advice = `mend it, or set PANECTL_HOME to a folder of yours: ls -ld ${folder}`;
  const no = (what: string): Result<void> => refuse(folder, `(database and logs) ${what}`, advice);
  try {
    make(folder);
    const stat = statSync(folder);
    if (!stat.isDirectory()) return no('is no folder');
    if (stat.uid !== uid) return no(`belongs to user ${stat.uid}`);
    return success(undefined);
  } catch (error) {
    if (REFUSING.has(codeOf(error) ?? '')) return success(undefined);
    const there = deepest(folder);
    return no(
      there === folder
        ? `can't be written (${codeOf(error) ?? String(error)})`
        : `can't be made in ${there} (${codeOf(error) ?? String(error)})`,
    );
  }
};

/** What a full disk and a read-only one say. */
const REFUSING: ReadonlySet<string> = new Set(['EROFS', 'ENOSPC', 'EDQUOT']);

/** Not by `recursive`: Node 24 never returns from it where the system says ENOENT of a folder that is there (/proc). */
const make = (folder: string): void => {
  const above = dirname(folder);
  if (above !== folder && !isThere(above)) make(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
};

/** What of a path exists: there the trouble is. */
const deepest = (path: string): string => {
  const above = dirname(path);
  return above === path || isThere(path) ? path : deepest(above);
};

const isThere = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // ENOTDIR: what is above it is no folder.
    return false;
  }
};

const refuse = (folder: string, what: string, advice: string, missing = false): Result<void> =>
  failed(failure('daemon_unavailable', `${folder} ${what}`, advice, { folder, missing }));

export const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
