import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from './schema.ts';
import { NewerSchemaError } from './trouble.ts';

const BUSY_TIMEOUT_MS = 5_000;
const PAGE_BYTES = 4_096;
const WORKING_PAGES = 4_096;
/** A reader may keep the -wal file growing; afterwards it is cut to this. */
const LARGEST_WAL_BYTES = 16 * 1024 * 1024;

/**
 * Opens the file (made with mode 0600 in a folder of mode 0700 where missing) and brings its schema up to date.
 * Throws what SQLite and the file system say: the caller classifies it.
 */
export const openFile = (path: string, maxBytes: number): DatabaseSync => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // SQLite gives -wal and -shm the mode of the database, so it is enough that this one is private.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(
      `PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
       PRAGMA journal_size_limit = ${LARGEST_WAL_BYTES}`,
    );
    limitPages(database, Math.max(1, Math.floor(maxBytes / PAGE_BYTES)));
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
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
