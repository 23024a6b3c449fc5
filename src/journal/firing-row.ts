import type { DatabaseSync } from 'node:sqlite';
import { isTmuxPaneId, type TmuxPaneId } from '../domain/ids.ts';
import type { Firing } from '../domain/rule.ts';
import { jsonOf, listOf, select } from './row.ts';

/** What a pane printed must not fill the disk: so much of a line is kept with each firing. */
const LONGEST_LINE = 4_096;

export const firingWriter = (database: DatabaseSync): ((server: string, firing: Firing) => void) => {
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO firings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return (server, firing) => {
    upsert.run(
      firing.seq,
      firing.at,
      firing.rule_id,
      firing.rule,
      firing.session,
      firing.tmux_pane,
      firing.pane_id,
      firing.label,
      firing.line?.slice(0, LONGEST_LINE) ?? null,
      firing.outcome,
      firing.error,
      jsonOf(firing.created) ?? '[]',
      firing.depth,
      server,
    );
  };
};

export const readMadeByRules = (database: DatabaseSync, server: string): ReadonlySet<TmuxPaneId> =>
  new Set(
    select(database, `SELECT created FROM firings WHERE server = ? AND created <> '[]'`, server)
      .flatMap((row) => listOf(row, 'created'))
      .filter((made): made is TmuxPaneId => typeof made === 'string' && isTmuxPaneId(made)),
  );
