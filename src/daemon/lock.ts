import { closeSync, fstatSync, openSync, statSync, unlinkSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export interface Lock {
  /** Removes the lock's file and lets the next daemon in. */
  dispose(): void;
}

/**
 * One daemon for one tmux server. The lock is fcntl(2)'s, taken for us by SQLite's `BEGIN EXCLUSIVE` on an empty
 * file, because Node has no call of its own for it. The kernel drops it when the process ends in any way, SIGKILL
 * included: so there is no stale lock, no pid to compare, and no moment in which two could both find it stale.
 * Null when another process has it.
 */
export const takeLock = (path: string): Lock | null => {
  // A holder removes the file before it lets go. Whoever opened it in between has locked a file without a name,
  // and another may lock a new one: the name must still mean the file that we opened, and opened before we locked.
  for (;;) {
    // Kept open as long as the lock: its inode number can't be given to another file, and closing any descriptor of
    // a file drops all of a process's fcntl locks on it (fcntl(2), "Record locks").
    const file = openSync(path, 'a', 0o600);
    const database = lockedDatabase(path);
    if (database === null) {
      closeSync(file);
      return null;
    }
    if (namesSame(path, file)) return { dispose: () => release(path, database, file) };
    database.close();
    closeSync(file);
  }
};

const lockedDatabase = (path: string): DatabaseSync | null => {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
};

const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

const namesSame = (path: string, file: number): boolean =>
  statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino;

const release = (path: string, database: DatabaseSync, file: number): void => {
  try {
    unlinkSync(path);
  } finally {
    database.close();
    closeSync(file);
  }
};
