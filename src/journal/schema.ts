/**
 * The schema, step by step: `PRAGMA user_version` says how many of these a file has taken. A step that has been
 * released is never changed; a new need is a new step. Columns of `panes` begin with those of the documents that
 * panectl comes from, in their order, so that queries written for them keep working.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE panes (
    session_name TEXT NOT NULL, pane_id INTEGER NOT NULL, label TEXT, command TEXT, status TEXT NOT NULL,
    created_at TEXT, completed_at TEXT, metadata TEXT NOT NULL DEFAULT '{}',
    tmux_pane TEXT NOT NULL, server TEXT NOT NULL, session_id TEXT NOT NULL, owner TEXT, parent TEXT,
    exit_code INTEGER, signal TEXT, dead INTEGER NOT NULL DEFAULT 0, cwd TEXT, title TEXT NOT NULL DEFAULT '',
    gone_at TEXT, updated_at TEXT NOT NULL, cursor INTEGER NOT NULL DEFAULT 0,
    window TEXT NOT NULL, window_id TEXT NOT NULL, window_index INTEGER NOT NULL, pid INTEGER, process TEXT,
    exec_id TEXT, status_since TEXT, status_source TEXT NOT NULL, ready INTEGER,
    width INTEGER NOT NULL, height INTEGER NOT NULL, last_output_at TEXT, pattern_hits INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (server, session_id, tmux_pane)
  ) STRICT;
  CREATE INDEX panes_by_label ON panes (label);
  CREATE INDEX panes_by_status ON panes (status);
  CREATE INDEX panes_by_time ON panes (created_at);
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, session TEXT, tmux_pane TEXT,
    pane_id INTEGER, label TEXT, actor TEXT NOT NULL, caused_by INTEGER, data TEXT NOT NULL DEFAULT '{}'
  ) STRICT;
  CREATE INDEX events_by_time ON events (at);
  CREATE INDEX events_by_type ON events (type, seq);
  CREATE INDEX events_by_session ON events (session, seq);
  CREATE INDEX events_by_label ON events (label, seq);
  CREATE TABLE execs (
    exec_id TEXT PRIMARY KEY, session TEXT NOT NULL, pane_id INTEGER NOT NULL, tmux_pane TEXT NOT NULL,
    label TEXT, command TEXT NOT NULL, owner TEXT, started_at TEXT NOT NULL, ended_at TEXT, duration_ms INTEGER,
    outcome TEXT NOT NULL, exit_code INTEGER, signal TEXT, ended_by TEXT, first_cursor INTEGER NOT NULL,
    last_cursor INTEGER, server TEXT NOT NULL
  ) STRICT;
  CREATE INDEX execs_by_label ON execs (label);
  CREATE INDEX execs_by_outcome ON execs (outcome);
  CREATE INDEX execs_by_time ON execs (started_at);
  CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  `,
  // Line numbers of a pane that may have been given to somebody: all below `reserved`; and who made a session.
  `
  CREATE TABLE cursors (
    server TEXT NOT NULL, tmux_pane TEXT NOT NULL, reserved INTEGER NOT NULL, PRIMARY KEY (server, tmux_pane)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sessions (
    server TEXT NOT NULL, session_id TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (server, session_id)
  ) STRICT, WITHOUT ROWID;
  `,
  // `marks` is for the rule engine alone: what it needs so that nothing fires twice after a restart.
  `
  CREATE TABLE rules (
    rule_id TEXT PRIMARY KEY, name TEXT NOT NULL, session TEXT NOT NULL, session_id TEXT NOT NULL, pane TEXT,
    event TEXT NOT NULL, definition TEXT NOT NULL, owner TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL,
    until TEXT, hits INTEGER NOT NULL, fired INTEGER NOT NULL, suppressed INTEGER NOT NULL, created_at TEXT NOT NULL,
    last_fired_at TEXT, last_match TEXT, last_error TEXT, removed_at TEXT, updated_at TEXT NOT NULL,
    server TEXT NOT NULL, marks TEXT
  ) STRICT;
  CREATE INDEX rules_by_name ON rules (name);
  CREATE INDEX rules_by_server ON rules (server, removed_at);
  CREATE TABLE firings (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, rule_id TEXT NOT NULL, rule TEXT NOT NULL, session TEXT,
    tmux_pane TEXT, pane_id INTEGER, label TEXT, line TEXT, outcome TEXT NOT NULL, error TEXT,
    created TEXT NOT NULL DEFAULT '[]', depth INTEGER NOT NULL, server TEXT NOT NULL
  ) STRICT;
  CREATE INDEX firings_by_rule ON firings (rule_id, seq);
  CREATE INDEX firings_by_time ON firings (at);
  CREATE INDEX firings_that_made_panes ON firings (server) WHERE created <> '[]';
  `,
  // So that looking for what may be forgotten reads only that.
  `
  CREATE INDEX panes_that_live ON panes (server, tmux_pane, exec_id) WHERE gone_at IS NULL;
  CREATE INDEX panes_that_went ON panes (gone_at) WHERE gone_at IS NOT NULL;
  CREATE INDEX rules_that_went ON rules (removed_at) WHERE removed_at IS NOT NULL;
  `,
  // What a pane was made with, and how its service stands: for the daemon that comes after this one.
  `
  CREATE TABLE origins (
    server TEXT NOT NULL, tmux_pane TEXT NOT NULL, environment TEXT NOT NULL, service TEXT,
    PRIMARY KEY (server, tmux_pane)
  ) STRICT, WITHOUT ROWID;
  `,
  // Between names, so of no server: a session may be told what to wait for before there is one.
  `
  CREATE TABLE session_dependencies (
    session TEXT NOT NULL, depends_on TEXT NOT NULL, condition TEXT NOT NULL, PRIMARY KEY (session, depends_on)
  ) STRICT, WITHOUT ROWID;
  `,
];

/** All that is copied when a journal moves from memory back to its file. */
export const TABLES = [
  'panes',
  'events',
  'execs',
  'cursors',
  'sessions',
  'rules',
  'firings',
  'origins',
  'session_dependencies',
] as const;
