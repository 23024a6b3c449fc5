/** One reading of a whole process tree (contract, section 3). */
export interface Metrics {
  /** 100 is one core. Null until two readings exist: the first one has no interval to divide by. */
  readonly cpu_percent: number | null;
  /** Sum of RSS over the tree, in bytes. */
  readonly memory_bytes: number;
  readonly processes: number;
  /** Since the root process started. */
  readonly runtime_ms: number;
  readonly sampled_at: string;
}

/** One point of a history, oldest first in every list. */
export interface MetricsPoint {
  readonly at: string;
  readonly cpu_percent: number | null;
  readonly memory_bytes: number;
}

export interface MetricsWithHistory extends Metrics {
  readonly history: readonly MetricsPoint[];
}

/**
 * What a pane took in ten seconds, on the mean. Bare numbers, because 500 panes have 90 of them each and all of them
 * cross the socket: the second it ended in (since 1970), per cent of one core, bytes.
 */
export type PastLoad = readonly [endedAt: number, cpuPercent: number | null, memoryBytes: number];
