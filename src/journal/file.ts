import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { LAST_RESORT_PAGES } from './checkpoint.ts';
import { MIGRATIONS } from './schema.ts';
import { NewerSchemaError } from './trouble.ts';

/**
 * Where somebody else writes: how long a daemon that starts waits, and how long one that works. Everybody waits along
 * with it, and memory takes what the file does not.
 */
export const PATIENCE_MS = { starting: 3_000, working: 100 } as const;
const PAGE_BYTES = 4_096;
const WORKING_PAGES = 4_096;

/**
 * Opens the file (made with mode 0600 in a folder of mode 0700 where missing) and brings its schema up to date.
 * Throws what SQLite and the file system say: the caller classifies it.
 */
export const openFile = (
  path: string,
  maxBytes: number,
  patienceMs: number = PATIENCE_MS.working,
): DatabaseSync => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // SQLite gives -wal and -shm the mode of the database, so it is enough that this one is private.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path, { timeout: patienceMs });
  try {
    database.exec(
      `PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
       PRAGMA journal_size_limit = 0; PRAGMA wal_autocheckpoint = ${LAST_RESORT_PAGES}`,
    );
    limitPages(database, Math.max(1, Math.floor(maxBytes / PAGE_BYTES)));
    migrate(database);
    database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS.working}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Null where it can not be read, or was written by another version. */
export const openToRead = (path: string): DatabaseSync | null => {
  // Where the folder refuses even the files that readers share, SQLite has to be told that nobody writes: we hold the
  // lock of this server's only daemon (sqlite.org/wal.html, "Read-Only Databases").
  for (const location of [path, new URL(`${pathToFileURL(path).href}?immutable=1`)]) {
    const database = tryToRead(location);
    if (database !== null) return database;
  }
  return null;
};

const tryToRead = (location: string | URL): DatabaseSync | null => {
  try {
    const database = new DatabaseSync(location, { readOnly: true, timeout: PATIENCE_MS.working });
    if (numberOf(database, 'user_version') === MIGRATIONS.length) return database;
    database.close();
  } catch {
    // It is as if it were not there.
  }
  return null;
};

export const openMemory = (): DatabaseSync => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  return database;
};

/** Renames a damaged file and its companions, so that a person can still look into it; answers the new name. */
export const setAside = (path: string, nowMs: number): string => {
  const stamp = new Date(nowMs).toISOString().replace(/[:.]/g, '-');
  const aside = freeName(`${path}.corrupt-${stamp}`);
  renameSync(path, aside);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${aside}${suffix}`);
  }
  return aside;
};

export const transact = (database: DatabaseSync, work: () => void): void => {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    // A full disk may have rolled back already (sqlite.org/lang_transaction.html, section 3).
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};

/** A file that is larger already, from when more was allowed, needs room to become smaller in. */
const limitPages = (database: DatabaseSync, most: number): void => {
  const count = numberOf(database, 'page_count');
  database.exec(`PRAGMA max_page_count = ${count > most ? count + WORKING_PAGES : most}`);
};

const migrate = (database: DatabaseSync): void => {
  const version = numberOf(database, 'user_version');
  if (version > MIGRATIONS.length) throw new NewerSchemaError(`schema ${version}`);
  if (version === MIGRATIONS.length) return;
  transact(database, () => {
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
};

const numberOf = (database: DatabaseSync, pragma: string): number => {
  const value = database.prepare(`PRAGMA ${pragma}`).get()?.[pragma];
  return typeof value === 'number' ? value : 0;
};

const freeName = (wanted: string, attempt = 1): string => {
  const name = attempt === 1 ? wanted : `${wanted}-${attempt}`;
  return existsSync(name) ? freeName(wanted, attempt + 1) : name;
};
