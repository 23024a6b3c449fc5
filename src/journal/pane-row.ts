import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  isExecId,
  isPaneNumber,
  isSessionId,
  isTmuxPaneId,
  isWindowId,
  type TmuxPaneId,
} from '../domain/ids.ts';
import { PANE_STATUSES, type Pane, type StatusSource } from '../domain/pane.ts';
import type { RememberedPane } from './journal.ts';
import { actorOf, flagOf, integerOf, jsonOf, oneOf, type Row, recordOf, select, textOf } from './row.ts';

/** Makes or updates a row; a pane that is saved again after it was closed exists again. */
export const paneWriter = (database: DatabaseSync): ((server: string, pane: Pane, at: string) => void) => {
  const places = COLUMNS.map((column) => `:${column}`);
  const upsert = database.prepare(
    `INSERT OR REPLACE INTO panes (${COLUMNS.join(', ')}) VALUES (${places.join(', ')})`,
  );
  return (server, pane, at) => {
    upsert.run(valuesOf(server, pane, at));
  };
};

export const paneCloser = (
  database: DatabaseSync,
): ((server: string, tmuxPane: TmuxPaneId, at: string) => void) => {
  const close = database.prepare(
    `UPDATE panes SET gone_at = ?1, updated_at = ?1, completed_at = coalesce(completed_at, ?1)
     WHERE server = ?2 AND tmux_pane = ?3 AND gone_at IS NULL`,
  );
  const forgetCursor = database.prepare('DELETE FROM cursors WHERE server = ? AND tmux_pane = ?');
  const forgetOrigin = database.prepare('DELETE FROM origins WHERE server = ? AND tmux_pane = ?');
  return (server, tmuxPane, at) => {
    close.run(at, server, tmuxPane);
    forgetCursor.run(server, tmuxPane);
    forgetOrigin.run(server, tmuxPane);
  };
};

/** Panes without `gone_at`. What only a living pane has (mode, metrics, last line) comes back as null or false. */
export const readPanes = (database: DatabaseSync, server: string): readonly RememberedPane[] =>
  select(
    database,
    'SELECT * FROM panes WHERE server = ? AND gone_at IS NULL ORDER BY session_id, pane_id',
    server,
  ).flatMap(rememberedOf);

// Fields of Pane whose column has the same name and takes the value as it is.
const SAME = [
  'pane_id',
  'label',
  'command',
  'status',
  'created_at',
  'completed_at',
  'tmux_pane',
  'session_id',
  'parent',
  'exit_code',
  'signal',
  'cwd',
  'title',
  'cursor',
  'window',
  'window_id',
  'window_index',
  'pid',
  'process',
  'exec_id',
  'status_since',
  'status_source',
  'width',
  'height',
  'last_output_at',
  'pattern_hits',
] as const satisfies readonly (keyof Pane)[];

const COLUMNS = [
  ...SAME,
  'session_name',
  'metadata',
  'server',
  'owner',
  'dead',
  'ready',
  'gone_at',
  'updated_at',
] as const;

const valuesOf = (server: string, pane: Pane, at: string): Record<string, SQLInputValue> => ({
  ...Object.fromEntries(SAME.map((column) => [column, pane[column]])),
  session_name: pane.session,
  metadata: jsonOf(pane.metadata) ?? '{}',
  server,
  owner: jsonOf(pane.owner),
  dead: pane.dead ? 1 : 0,
  ready: pane.ready === null ? null : Number(pane.ready),
  gone_at: null,
  updated_at: at,
});

const rememberedOf = (row: Row): RememberedPane[] => {
  const identity = identityOf(row);
  if (identity === null) return [];
  const pane: Pane = { ...identity, ...factsOf(row), ...ABSENT };
  return [{ tmuxPane: pane.tmux_pane, sessionId: pane.session_id, number: pane.pane_id, pane }];
};

type Identity = Pick<Pane, 'session' | 'session_id' | 'window_id' | 'pane_id' | 'tmux_pane'>;

const identityOf = (row: Row): Identity | null => {
  const session = textOf(row, 'session_name');
  const session_id = textOf(row, 'session_id') ?? '';
  const window_id = textOf(row, 'window_id') ?? '';
  const pane_id = integerOf(row, 'pane_id') ?? -1;
  const tmux_pane = textOf(row, 'tmux_pane') ?? '';
  if (session === null || !isSessionId(session_id) || !isWindowId(window_id)) return null;
  if (!isPaneNumber(pane_id) || !isTmuxPaneId(tmux_pane)) return null;
  return { session, session_id, window_id, pane_id, tmux_pane };
};

const ABSENT = {
  active: false,
  mode: null,
  alternate_screen: false,
  awaiting_input: null,
  last_line: null,
  metrics: null,
  last_match: null,
  service: null,
} as const satisfies Partial<Pane>;

type Facts = Omit<Pane, keyof Identity | keyof typeof ABSENT>;

const factsOf = (row: Row): Facts => ({ ...historyOf(row), ...placeOf(row) });

type History = Pick<
  Pane,
  | 'owner'
  | 'parent'
  | 'status'
  | 'status_since'
  | 'status_source'
  | 'dead'
  | 'ready'
  | 'exec_id'
  | 'exit_code'
  | 'signal'
  | 'created_at'
  | 'completed_at'
>;

const historyOf = (row: Row): History => {
  const parent = textOf(row, 'parent') ?? '';
  const execId = textOf(row, 'exec_id') ?? '';
  return {
    owner: actorOf(row, 'owner'),
    parent: isTmuxPaneId(parent) ? parent : null,
    status: oneOf(PANE_STATUSES, textOf(row, 'status')) ?? 'unknown',
    status_since: textOf(row, 'status_since'),
    status_source: oneOf(SOURCES, textOf(row, 'status_source')) ?? 'none',
    dead: flagOf(row, 'dead') ?? false,
    ready: flagOf(row, 'ready'),
    exec_id: isExecId(execId) ? execId : null,
    exit_code: integerOf(row, 'exit_code'),
    signal: textOf(row, 'signal'),
    created_at: textOf(row, 'created_at'),
    completed_at: textOf(row, 'completed_at'),
  };
};

const SOURCES: readonly StatusSource[] = [
  'shell_integration',
  'leader',
  'pane_process',
  'foreground_process',
  'none',
];

const placeOf = (row: Row): Omit<Facts, keyof History> => ({
  label: textOf(row, 'label'),
  title: textOf(row, 'title') ?? '',
  command: textOf(row, 'command'),
  process: textOf(row, 'process'),
  pid: integerOf(row, 'pid'),
  cwd: textOf(row, 'cwd'),
  window: textOf(row, 'window') ?? '',
  window_index: integerOf(row, 'window_index') ?? 0,
  width: integerOf(row, 'width') ?? 0,
  height: integerOf(row, 'height') ?? 0,
  cursor: integerOf(row, 'cursor') ?? 0,
  last_output_at: textOf(row, 'last_output_at'),
  pattern_hits: integerOf(row, 'pattern_hits') ?? 0,
  metadata: recordOf(row, 'metadata'),
});
