import type { Actor } from './actor.ts';
import type { SessionId } from './ids.ts';
import type { Metrics } from './metrics.ts';
import type { Pane, PaneStatus } from './pane.ts';

/** A session as every answer of the contract gives it (section 3). */
export interface Session {
  readonly session: string;
  readonly session_id: SessionId;
  readonly owner: Actor | null;
  readonly window_count: number;
  readonly pane_count: number;
  /** People's clients; panectl's own control clients do not count. */
  readonly attached: number;
  readonly created_at: string;
  readonly group: string | null;
  readonly status_counts: Readonly<Record<PaneStatus, number>>;
  readonly metrics: Metrics | null;
}

export interface SessionWithPanes extends Session {
  readonly panes: readonly Pane[];
  /** What was done or not done otherwise than its file may have one think; absent where there is nothing to say. */
  readonly notices?: readonly string[];
}
