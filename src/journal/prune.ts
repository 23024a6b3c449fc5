import type { DatabaseSync } from 'node:sqlite';
import { integerOf, select, textOf } from './row.ts';

/**
 * Deletes at most `limit` rows of what is over since before `cutoff` (ISO 8601), and answers how many. Never what still
 * is: a pane that exists, an exec that runs or is the last of such a pane, a rule that stands, a firing that made a pane
 * that exists. Each table is looked through in the order of an index, so that finding nothing costs nothing.
 */
export const pruneRows = (database: DatabaseSync, cutoff: string, limit: number): number => {
  let deleted = 0;
  for (const { table, where, by } of OVER) {
    if (deleted >= limit) break;
    const sql = `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${where} ORDER BY ${by} LIMIT ?2)`;
    deleted += Number(database.prepare(sql).run(cutoff, limit - deleted).changes);
  }
  return deleted;
};

/** When the oldest of what may be deleted was over; null where there is nothing. */
export const oldestOver = (database: DatabaseSync): string | null => {
  const times = OVER.flatMap(({ table, where, by }) => {
    const [row] = select(
      database,
      `SELECT ${by} AS at FROM ${table} WHERE ${where} ORDER BY ${by} LIMIT 1`,
      END,
    );
    return (row === undefined ? null : textOf(row, 'at')) ?? [];
  });
  return times.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? null;
};

/** Bytes of the file that hold something, and how many pages hold nothing. */
export const roomIn = (
  database: DatabaseSync,
): { readonly usedBytes: number; readonly freePages: number } => {
  const pragma = (name: string): number => {
    const [row] = select(database, `PRAGMA ${name}`);
    return (row === undefined ? null : integerOf(row, name)) ?? 0;
  };
  const freePages = pragma('freelist_count');
  return { usedBytes: (pragma('page_count') - freePages) * pragma('page_size'), freePages };
};

/** Gives pages that hold nothing back to the disk, where the file was made for it. */
export const shrink = (database: DatabaseSync, pages: number): void => {
  database.exec(`PRAGMA incremental_vacuum(${Math.trunc(pages)})`);
};

/** After every time that is ever written. */
const END = '9999';

const LIVING = 'SELECT * FROM panes WHERE gone_at IS NULL';

const OVER = [
  { table: 'events', where: 'at < ?1', by: 'at' },
  {
    table: 'firings',
    where: `at < ?1 AND (created = '[]' OR NOT EXISTS (
      SELECT 1 FROM json_each(iif(json_valid(firings.created), firings.created, '[]')) AS made
      JOIN (${LIVING}) AS living ON living.tmux_pane = made.value AND living.server = firings.server))`,
    by: 'at',
  },
  {
    table: 'execs',
    where: `outcome <> 'running' AND started_at < ?1 AND coalesce(ended_at, started_at) < ?1
      AND NOT EXISTS (SELECT 1 FROM (${LIVING}) AS living WHERE living.exec_id = execs.exec_id)`,
    by: 'started_at',
  },
  { table: 'panes', where: 'gone_at IS NOT NULL AND gone_at < ?1', by: 'gone_at' },
  { table: 'rules', where: 'removed_at IS NOT NULL AND removed_at < ?1', by: 'removed_at' },
] as const;
