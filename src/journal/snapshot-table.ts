import type { DatabaseSync } from 'node:sqlite';

/** A row of the table `snapshots`: these are files, so the table is made for each query that asks for it. */
export interface SnapshotRow {
  readonly snapshot_id: number;
  readonly session: string;
  readonly at: string;
  readonly panes: number;
  readonly bytes: number;
  readonly reason: string;
  readonly file: string;
}

const COLUMNS = ['snapshot_id', 'session', 'at', 'panes', 'bytes', 'reason', 'file'] as const;

/** In memory and of this connection alone, so the file can be read-only. Rows from another process may be anything. */
export const addSnapshotTable = (database: DatabaseSync, rows: unknown): void => {
  database.exec(`
    PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE snapshots (
      snapshot_id INTEGER PRIMARY KEY, session TEXT NOT NULL, at TEXT NOT NULL, panes INTEGER NOT NULL,
      bytes INTEGER NOT NULL, reason TEXT NOT NULL, file TEXT NOT NULL
    ) STRICT`);
  const insert = database.prepare(`INSERT INTO snapshots VALUES (${COLUMNS.map(() => '?').join(', ')})`);
  for (const row of Array.isArray(rows) ? rows : [])
    insert.run(...COLUMNS.map((column) => cellOf(row, column)));
};

const cellOf = (row: unknown, column: string): string | number | null => {
  const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, column) : null;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};
