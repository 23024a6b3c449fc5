import type { Actor } from './actor.ts';
import type { ExecId, PaneNumber, TmuxPaneId } from './ids.ts';

export type ExecOutcome = 'running' | 'completed' | 'failed' | 'timed_out' | 'ended' | 'lost';
export type ExecEndedBy = 'self' | 'kill' | 'timeout' | 'scale' | 'respawn';

/** One command line run in a pane, or the command that a pane was made with (contract, section 3). */
export interface Exec {
  readonly exec_id: ExecId;
  readonly session: string;
  readonly pane_id: PaneNumber;
  readonly tmux_pane: TmuxPaneId;
  readonly label: string | null;
  readonly command: string;
  readonly owner: Actor | null;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly duration_ms: number | null;
  readonly outcome: ExecOutcome;
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly ended_by: ExecEndedBy | null;
  readonly first_cursor: number;
  readonly last_cursor: number | null;
}
