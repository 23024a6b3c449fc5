import type { Actor } from './actor.ts';
import type { ExecId, PaneNumber, SessionId, TmuxPaneId, WindowId } from './ids.ts';
import type { Metrics } from './metrics.ts';
import type { Service } from './service.ts';

export const PANE_STATUSES = ['idle', 'running', 'completed', 'failed', 'dead', 'unknown'] as const;
/** `idle`: a shell that has run nothing; `completed`/`failed`: of the last exec; `dead`: gone without evidence. */
export type PaneStatus = (typeof PANE_STATUSES)[number];

/** What a status rests upon. `none` goes with `unknown` only. */
export type StatusSource = 'shell_integration' | 'leader' | 'pane_process' | 'foreground_process' | 'none';

/** The last line that a rule matched in a pane. */
export interface PatternMatch {
  readonly rule: string;
  readonly pattern: string;
  readonly line: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly cursor: number;
  readonly at: string;
}

/** A pane as every answer of the contract gives it in full (section 3). Times are ISO 8601 UTC with ms. */
export interface Pane {
  readonly session: string;
  readonly session_id: SessionId;
  readonly window: string;
  readonly window_id: WindowId;
  readonly window_index: number;
  readonly pane_id: PaneNumber;
  readonly tmux_pane: TmuxPaneId;
  readonly label: string | null;
  readonly title: string;
  readonly owner: Actor | null;
  readonly parent: TmuxPaneId | null;
  readonly status: PaneStatus;
  readonly status_since: string | null;
  readonly status_source: StatusSource;
  readonly dead: boolean;
  /** Of its ready check where it has one, else whether its shell is at the prompt. */
  readonly ready: boolean | null;
  /** Null for a pane that nobody relies upon. */
  readonly service: Service | null;
  /** The command line that the pane was made with or that runs in it; null for a shell that ran nothing. */
  readonly command: string | null;
  /** tmux's `pane_current_command`: the name of the foreground process. */
  readonly process: string | null;
  readonly pid: number | null;
  readonly cwd: string | null;
  readonly exec_id: ExecId | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly created_at: string | null;
  readonly completed_at: string | null;
  readonly active: boolean;
  /** `copy-mode` and the like; null in none. */
  readonly mode: string | null;
  readonly alternate_screen: boolean;
  readonly awaiting_input: boolean | null;
  readonly width: number;
  readonly height: number;
  readonly cursor: number;
  readonly last_line: string | null;
  readonly last_output_at: string | null;
  readonly metrics: Metrics | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly pattern_hits: number;
  readonly last_match: PatternMatch | null;
}

/** What lists give. */
export interface PaneBrief {
  readonly pane_id: PaneNumber;
  readonly tmux_pane: TmuxPaneId;
  readonly label: string | null;
  readonly status: PaneStatus;
  readonly exit_code: number | null;
  readonly command: string | null;
  readonly owner: Actor | null;
  readonly dead: boolean;
  readonly pattern_hits: number;
  readonly cpu_percent: number | null;
  readonly memory_bytes: number | null;
}

export const briefOf = (pane: Pane): PaneBrief => ({
  pane_id: pane.pane_id,
  tmux_pane: pane.tmux_pane,
  label: pane.label,
  status: pane.status,
  exit_code: pane.exit_code,
  command: pane.command,
  owner: pane.owner,
  dead: pane.dead,
  pattern_hits: pane.pattern_hits,
  cpu_percent: pane.metrics?.cpu_percent ?? null,
  memory_bytes: pane.metrics?.memory_bytes ?? null,
});
