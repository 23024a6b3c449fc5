import type { TmuxPaneId } from '../domain/ids.ts';
import type { Metrics } from '../domain/metrics.ts';

/** What to measure: a pane and the process at the root of its tree. */
export interface Target {
  readonly tmuxPane: TmuxPaneId;
  readonly pid: number;
}

/** One pane's reading, with which process group has its terminal: what tells a busy shell from an idle one. */
export interface Sample {
  readonly tmuxPane: TmuxPaneId;
  readonly metrics: Metrics;
}

/** `createSampler` in `sample.ts` makes one. */
export interface Sampler {
  /** Reads all trees in one scan. Panes whose root process is gone are left out. */
  sample(targets: readonly Target[]): Promise<readonly Sample[]>;
  dispose(): void;
}

/**
 * Who has the terminal of a pane, by `/proc/PID/stat`: `root` when the pane's own process (the shell at its
 * prompt, or the command) is in the foreground, `child` when something that it started is; null if it can't be
 * known. `readForeground(pid)` in `foreground.ts`.
 */
export type Foreground = 'root' | 'child' | null;
