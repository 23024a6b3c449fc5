import type { DatabaseSync } from 'node:sqlite';
import type { Exec, ExecEndedBy, ExecOutcome } from '../domain/exec.ts';
import { isExecId, isPaneNumber, isTmuxPaneId } from '../domain/ids.ts';
import type { ExecFilter } from './journal.ts';
import { actorOf, integerOf, jsonOf, oneOf, type Row, select, textOf } from './row.ts';

export const execWriter = (database: DatabaseSync): ((server: string, exec: Exec) => void) => {
  const upsert = database.prepare(
    `INSERT OR REPLACE INTO execs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (server, exec) => {
    upsert.run(
      exec.exec_id,
      exec.session,
      exec.pane_id,
      exec.tmux_pane,
      exec.label,
      exec.command,
      jsonOf(exec.owner),
      exec.started_at,
      exec.ended_at,
      exec.duration_ms === null ? null : Math.round(exec.duration_ms),
      exec.outcome,
      exec.exit_code,
      exec.signal,
      exec.ended_by,
      exec.first_cursor,
      exec.last_cursor,
      server,
    );
  };
};

export const readOpenExecs = (database: DatabaseSync, server: string): readonly Exec[] =>
  select(
    database,
    `SELECT * FROM execs WHERE outcome = 'running' AND server = ? ORDER BY started_at, exec_id`,
    server,
  ).flatMap(execOf);

const MAX_EXECS = 10_000;

/** The newest that pass, oldest first: an exec's number grows with its acceptance. */
export const readExecs = (
  database: DatabaseSync,
  filter: ExecFilter,
): { execs: readonly Exec[]; truncated: boolean } => {
  const limit = Math.min(Math.max(0, Math.trunc(filter.limit) || 0), MAX_EXECS);
  const conditions: [string, string][] = [];
  if (filter.execId !== undefined) conditions.push(['exec_id = ?', filter.execId]);
  if (filter.session !== undefined) conditions.push(['session = ?', filter.session]);
  if (filter.server !== undefined) conditions.push(['server = ?', filter.server]);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;
  const rows = select(
    database,
    `SELECT * FROM execs ${where} ORDER BY CAST(substr(exec_id, 2) AS INTEGER) DESC LIMIT ?`,
    ...conditions.map(([, value]) => value),
    limit + 1,
  );
  return { execs: rows.slice(0, limit).reverse().flatMap(execOf), truncated: rows.length > limit };
};

const OUTCOMES: readonly ExecOutcome[] = ['running', 'completed', 'failed', 'timed_out', 'ended', 'lost'];
const ENDED_BY: readonly ExecEndedBy[] = ['self', 'kill', 'timeout', 'scale', 'respawn'];

const execOf = (row: Row): Exec[] => {
  const identity = identityOf(row);
  if (identity === null) return [];
  return [
    {
      ...identity,
      label: textOf(row, 'label'),
      command: textOf(row, 'command') ?? '',
      owner: actorOf(row, 'owner'),
      ended_at: textOf(row, 'ended_at'),
      duration_ms: integerOf(row, 'duration_ms'),
      outcome: oneOf(OUTCOMES, textOf(row, 'outcome')) ?? 'lost',
      exit_code: integerOf(row, 'exit_code'),
      signal: textOf(row, 'signal'),
      ended_by: oneOf(ENDED_BY, textOf(row, 'ended_by')),
      first_cursor: integerOf(row, 'first_cursor') ?? 0,
      last_cursor: integerOf(row, 'last_cursor'),
    },
  ];
};

type Identity = Pick<Exec, 'exec_id' | 'session' | 'pane_id' | 'tmux_pane' | 'started_at'>;

const identityOf = (row: Row): Identity | null => {
  const exec_id = textOf(row, 'exec_id');
  const session = textOf(row, 'session');
  const pane_id = integerOf(row, 'pane_id');
  const tmux_pane = textOf(row, 'tmux_pane');
  const started_at = textOf(row, 'started_at');
  if (exec_id === null || !isExecId(exec_id) || session === null || started_at === null) return null;
  if (tmux_pane === null || !isTmuxPaneId(tmux_pane) || pane_id === null || !isPaneNumber(pane_id))
    return null;
  return { exec_id, session, pane_id, tmux_pane, started_at };
};
