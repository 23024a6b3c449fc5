import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventDraft } from '../../src/domain/event.ts';
import type { Exec } from '../../src/domain/exec.ts';
import {
  execId,
  isSessionId,
  isTmuxPaneId,
  isWindowId,
  paneNumber,
  ruleId,
  type SessionId,
  type TmuxPaneId,
  type WindowId,
} from '../../src/domain/ids.ts';
import type { Pane } from '../../src/domain/pane.ts';
import type { Firing, Rule } from '../../src/domain/rule.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { type JournalOptions, openJournal } from '../../src/journal/open.ts';

export const SERVER = '/tmp/tmux-0/default 4711 1700000000';
export const AT = '2026-01-02T03:04:05.678Z';

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'panectl-journal-'));
  // A process that brings the -wal file home may still be at it.
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
};

/** A journal that is disposed with the test, and what it said about trouble. */
export const journalAt = (
  path: string,
  options: Partial<JournalOptions> = {},
): { journal: Journal; troubles: (string | null)[] } => {
  const troubles: (string | null)[] = [];
  const journal = openJournal({
    path,
    now: Date.now,
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
  });
  onTestFinished(() => journal.dispose());
  return { journal, troubles };
};

export const draft = (patch: Partial<EventDraft> = {}): EventDraft => ({
  at: AT,
  type: 'pane.created',
  session: 'main',
  tmux_pane: tmuxPane('%1'),
  pane_id: paneNumber(0),
  label: 'build',
  actor: { kind: 'cli', name: 'ann', tmux_pane: null },
  caused_by: null,
  data: { command: 'make' },
  ...patch,
});

export const pane = (patch: Partial<Pane> = {}): Pane => ({
  session: 'main',
  session_id: sessionId('$0'),
  window: 'zsh',
  window_id: windowId('@0'),
  window_index: 0,
  pane_id: paneNumber(0),
  tmux_pane: tmuxPane('%1'),
  label: 'build',
  title: 'a "title" with ; -- \' and \u001b[31m',
  owner: { kind: 'mcp', name: null, tmux_pane: tmuxPane('%0') },
  parent: tmuxPane('%0'),
  status: 'running',
  status_since: AT,
  status_source: 'foreground_process',
  dead: false,
  ready: null,
  command: 'make -j2',
  process: 'make',
  pid: 4242,
  cwd: '/tmp',
  exec_id: execId(3),
  exit_code: null,
  signal: null,
  created_at: AT,
  completed_at: null,
  active: false,
  mode: null,
  alternate_screen: false,
  awaiting_input: null,
  width: 80,
  height: 24,
  cursor: 17,
  last_line: null,
  last_output_at: AT,
  metrics: null,
  metadata: { ticket: 'A-1', nested: { list: [1, null, 'x'] } },
  pattern_hits: 2,
  service: null,
  last_match: null,
  ...patch,
});

export const exec = (patch: Partial<Exec> = {}): Exec => ({
  exec_id: execId(1),
  session: 'main',
  pane_id: paneNumber(0),
  tmux_pane: tmuxPane('%1'),
  label: 'build',
  command: 'make',
  owner: { kind: 'cli', name: null, tmux_pane: null },
  started_at: AT,
  ended_at: null,
  duration_ms: null,
  outcome: 'running',
  exit_code: null,
  signal: null,
  ended_by: null,
  first_cursor: 4,
  last_cursor: null,
  ...patch,
});

const action = ['pane-kill {{ session }} {{ pane }}'];

export const rule = (patch: Partial<Rule> = {}): Rule => ({
  rule_id: ruleId(1),
  name: 'kill when done',
  owner: { kind: 'cli', name: 'ann', tmux_pane: null },
  event: 'pattern',
  scope: { session: 'main', pane: 'worker*' },
  match: 'SUCCESS (?<n>\\d+)',
  look: 'line',
  metric: null,
  for: null,
  if: "status == 'completed'",
  action,
  recover: [],
  fire: 'each',
  cooldown: 5_000,
  max_fires: null,
  any_end: false,
  confirm: false,
  dry_run: false,
  source: 'command',
  created_at: AT,
  state: 'armed',
  until: null,
  hits: 0,
  fired: 0,
  suppressed: 0,
  progress: [],
  last_fired_at: AT,
  last_match: {
    rule: 'r1',
    pattern: 'SUCCESS',
    line: "it's; a \u001b SUCCESS",
    groups: { n: '1' },
    cursor: 3,
    at: AT,
  },
  last_error: null,
  ...patch,
});

export const firing = (patch: Partial<Firing> = {}): Firing => ({
  seq: 7,
  at: AT,
  rule_id: ruleId(1),
  rule: 'kill when done',
  session: 'main',
  tmux_pane: tmuxPane('%1'),
  pane_id: paneNumber(0),
  label: 'build',
  line: 'DONE',
  outcome: 'done',
  error: null,
  created: [],
  depth: 1,
  ...patch,
});

export const tmuxPane = (text: string): TmuxPaneId => {
  if (!isTmuxPaneId(text)) throw new Error(text);
  return text;
};

export const sessionId = (text: string): SessionId => {
  if (!isSessionId(text)) throw new Error(text);
  return text;
};

const windowId = (text: string): WindowId => {
  if (!isWindowId(text)) throw new Error(text);
  return text;
};
