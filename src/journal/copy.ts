import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { transact } from './file.ts';
import { TABLES } from './schema.ts';

const KEPT_EVENTS = 5_000;
const KEPT_ENDED = 2_000;
const KEPT_FIRINGS = 5_000;

/** All rows, into a database of the same schema. */
export const copyTables = (from: DatabaseSync, to: DatabaseSync): void =>
  transact(to, () => {
    for (const table of TABLES) insertRows(to, table, rowsOf(from, `SELECT * FROM ${table}`));
  });

/** What can still be read of a database that fails; a table that cannot be read is left out. */
export const copyRecent = (from: DatabaseSync, to: DatabaseSync): void => {
  for (const [table, sql] of RECENT) {
    try {
      insertRows(to, table, rowsOf(from, sql));
    } catch {
      // The next table may be readable.
    }
  }
};

/** A journal in memory keeps what is alive and the newest of the rest. */
export const boundMemory = (database: DatabaseSync): void => {
  database.exec(
    `DELETE FROM events WHERE seq <= (SELECT max(seq) FROM events) - ${KEPT_EVENTS};
     DELETE FROM execs WHERE outcome <> 'running' AND rowid NOT IN
       (SELECT rowid FROM execs WHERE outcome <> 'running' ORDER BY rowid DESC LIMIT ${KEPT_ENDED});
     DELETE FROM panes WHERE gone_at IS NOT NULL AND rowid NOT IN
       (SELECT rowid FROM panes WHERE gone_at IS NOT NULL ORDER BY rowid DESC LIMIT ${KEPT_ENDED});
     DELETE FROM rules WHERE removed_at IS NOT NULL AND rowid NOT IN
       (SELECT rowid FROM rules WHERE removed_at IS NOT NULL ORDER BY rowid DESC LIMIT ${KEPT_ENDED});
     DELETE FROM firings WHERE seq NOT IN (SELECT seq FROM firings ORDER BY seq DESC LIMIT ${KEPT_FIRINGS})`,
  );
};

const RECENT = [
  ['meta', 'SELECT * FROM meta'],
  ['panes', 'SELECT * FROM panes WHERE gone_at IS NULL'],
  [
    'execs',
    `SELECT * FROM execs WHERE outcome = 'running'
     OR exec_id IN (SELECT exec_id FROM panes WHERE gone_at IS NULL)`,
  ],
  ['cursors', 'SELECT * FROM cursors'],
  ['sessions', 'SELECT * FROM sessions'],
  ['origins', 'SELECT * FROM origins'],
  ['session_dependencies', 'SELECT * FROM session_dependencies'],
  ['rules', 'SELECT * FROM rules WHERE removed_at IS NULL'],
  ['firings', `SELECT * FROM firings ORDER BY seq DESC LIMIT ${KEPT_FIRINGS}`],
  ['events', `SELECT * FROM events ORDER BY seq DESC LIMIT ${KEPT_EVENTS}`],
] as const;

const rowsOf = (database: DatabaseSync, sql: string): SQLOutputValue[][] => {
  const select = database.prepare(sql);
  select.setReturnArrays(true);
  select.setReadBigInts(true);
  return [...select.iterate()].filter((row): row is SQLOutputValue[] & typeof row => Array.isArray(row));
};

const insertRows = (database: DatabaseSync, table: string, rows: readonly SQLOutputValue[][]): void => {
  const first = rows[0];
  if (first === undefined) return;
  const insert = database.prepare(
    `INSERT OR REPLACE INTO ${table} VALUES (${first.map(() => '?').join(', ')})`,
  );
  for (const row of rows) insert.run(...row);
};
