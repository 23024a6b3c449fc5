import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What a failed operation calls for: `damaged` files are set aside, `newer` files are left alone, everything else
 * means that the place cannot be written just now.
 */
export type Trouble =
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'full'; readonly detail: string }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'newer'; readonly detail: string };

// Primary result codes (sqlite.org/rescode.html); node:sqlite gives the extended one, whose low byte is this.
const SQLITE_ERROR = 1;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_TOOBIG = 18;
const SQLITE_CONSTRAINT = 19;
const SQLITE_MISMATCH = 20;
const SQLITE_NOTADB = 26;

/** A database that a later panectl has migrated: what it holds is unknown here, so it is neither read nor written. */
export class NewerSchemaError extends Error {}

/**
 * An SQL error ("no such column") while `opening` means that the tables are not ours: as useless as a torn file.
 * While `working` it may be our own mistake, which is no reason to set a good file aside.
 */
export const classify = (error: unknown, phase: 'opening' | 'working'): Trouble => {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof NewerSchemaError) return { kind: 'newer', detail };
  if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT') return { kind: 'full', detail };
  switch (primaryCodeOf(error)) {
    case SQLITE_ERROR:
      return { kind: phase === 'opening' ? 'damaged' : 'refused', detail };
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return { kind: 'damaged', detail };
    case SQLITE_FULL:
      return { kind: 'full', detail };
    default:
      return { kind: 'refused', detail };
  }
};

/** A full disk is not always called so: what SQLite meets first may be a file that it could not make longer. */
export const withRoom = (trouble: Trouble, path: string): Trouble => {
  if (trouble.kind !== 'refused') return trouble;
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < LEAST_ROOM_BYTES ? { ...trouble, kind: 'full' } : trouble;
  } catch {
    return trouble;
  }
};

const LEAST_ROOM_BYTES = 64 * 1024;

/** True when the row was at fault and the database is well. */
export const isBadValue = (error: unknown): boolean => {
  const code = primaryCodeOf(error);
  if (code === null) return error instanceof TypeError || error instanceof RangeError;
  return code === SQLITE_TOOBIG || code === SQLITE_CONSTRAINT || code === SQLITE_MISMATCH;
};

/** One sentence: what is wrong and what to do. */
export const sentenceOf = (trouble: Trouble, path: string, retryMs: number): string => {
  const again = `panectl tries again every ${Math.max(1, Math.round(retryMs / 1_000))} s`;
  switch (trouble.kind) {
    case 'full':
      return `No room for the journal ${path}: it is kept in memory only; free some disk space in ${dirname(path)}, ${again}.`;
    case 'newer':
      return `The journal ${path} was written by a newer panectl: it is kept in memory only; update panectl or move the file away.`;
    default:
      return `The journal ${path} cannot be written (${trouble.detail}): it is kept in memory only; make ${dirname(path)} writable for you, ${again}.`;
  }
};

export const asideSentenceOf = (path: string, aside: string): string =>
  `The journal ${path} was damaged and has been set aside as ${aside}: a new one was begun; delete the old file when you no longer need it.`;

const primaryCodeOf = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);
