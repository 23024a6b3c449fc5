import type { SessionId, TmuxPaneId } from '../domain/ids.ts';
import type { Metrics, MetricsPoint, MetricsWithHistory } from '../domain/metrics.ts';
import type { PaneStatus } from '../domain/pane.ts';

/** The answer of `session-metrics` (contract, section 4). */
export interface SessionMetrics {
  readonly session: string;
  readonly session_id: SessionId;
  readonly metrics: MetricsWithHistory | null;
  readonly status_counts: Readonly<Record<PaneStatus, number>>;
  readonly per_status: Readonly<
    Partial<Record<PaneStatus, { cpu_percent: number | null; memory_bytes: number }>>
  >;
  readonly panes: readonly {
    readonly tmux_pane: TmuxPaneId;
    readonly pane_id: number;
    readonly label: string | null;
    readonly metrics: Metrics | null;
    readonly history: readonly MetricsPoint[];
  }[];
}
