import { constants, DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { addSnapshotTable } from './snapshot-table.ts';

const MAX_ROWS = 10_000;
const MAX_BYTES = 4 * 1024 * 1024;
const TABLES = 'panes, execs, events, rules, firings, snapshots';

export type QueryOutcome =
  | {
      readonly columns: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
      readonly truncated: boolean;
    }
  | { readonly message: string; readonly hint: string };

/**
 * Reads and nothing else, twice over: the file is opened read-only, and SQLite asks the authorizer about every
 * single action of a statement before it runs (sqlite.org/c3ref/set_authorizer.html).
 */
export const answerQuery = (path: string, sql: string, snapshots: unknown): QueryOutcome => {
  if (hasSecondStatement(sql))
    return { message: 'more than one statement', hint: 'send one SELECT at a time' };
  try {
    const database = new DatabaseSync(path, {
      readOnly: true,
      timeout: 2_000,
      limits: { length: MAX_BYTES },
    });
    addSnapshotTable(database, snapshots);
    database.setAuthorizer((action, first, second) =>
      isReading(action, first, second) ? constants.SQLITE_OK : constants.SQLITE_DENY,
    );
    return collect(database.prepare(sql));
  } catch (error) {
    return refusalOf(error);
  }
};

/** Brings home what waits in the -wal file, as far as that disturbs nobody; whoever finds it locked leaves it. */
export const checkpoint = (path: string): void => {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  database.close();
};

const READING: readonly number[] = [
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
];

const isReading = (action: number, _first: string | null, second: string | null): boolean =>
  READING.includes(action) && !(action === constants.SQLITE_FUNCTION && second === 'load_extension');

/** node:sqlite runs the first statement and silently drops the rest; strings, names and comments may hold a `;`. */
const hasSecondStatement = (sql: string): boolean =>
  /;\s*[^\s;]/.test(sql.replace(/'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, ' '));

const collect = (statement: StatementSync): QueryOutcome => {
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  const columns = statement.columns().map(({ name }) => name);
  const rows: unknown[][] = [];
  let bytes = 0;
  for (const row of statement.iterate()) {
    const cells = (Array.isArray(row) ? row : Object.values(row)).map(cellOf);
    bytes += Buffer.byteLength(JSON.stringify(cells));
    if (rows.length >= MAX_ROWS || bytes > MAX_BYTES) return { columns, rows, truncated: true };
    rows.push(cells);
  }
  return { columns, rows, truncated: false };
};

const cellOf = (value: SQLOutputValue): string | number | null => {
  if (typeof value === 'bigint') return isSafe(value) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
};

const isSafe = (value: bigint): boolean =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);

const SQLITE_READONLY = 8;
const SQLITE_AUTH = 23;

const refusalOf = (error: unknown): QueryOutcome => {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  if (code === SQLITE_AUTH || code === SQLITE_READONLY) {
    return {
      message: `a query only reads (${message})`,
      hint: 'send one SELECT; to change something use the commands of panectl help',
    };
  }
  return {
    message,
    hint: `send one SELECT on ${TABLES}; columns: SELECT sql FROM sqlite_master WHERE type = 'table'; of snapshots: session-snapshots`,
  };
};
