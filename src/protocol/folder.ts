import { lstatSync, mkdirSync } from 'node:fs';
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

const refuse = (folder: string, what: string, advice: string, missing = false): Result<void> =>
  failed(failure('daemon_unavailable', `${folder} ${what}`, advice, { folder, missing }));

export const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
