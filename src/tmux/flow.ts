import type { TmuxPaneId } from '../domain/ids.ts';

/** docs/decisions/0004-floods.md says how these were chosen. */
export interface FlowLimits {
  /** So much at a stretch is taken from a pane whatever its speed. */
  readonly burstBytes: number;
  /** What is taken from all panes together that have used up their burst. */
  readonly bytesPerSecond: number;
  /** Output that tmux has kept for us for longer than this: we do not keep up, and tmux grows. */
  readonly oldestMs: number;
  /** A pane that floods is left alone for so long, then for twice as long, … */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const FLOW_LIMITS: FlowLimits = {
  burstBytes: 64 * 1024 * 1024,
  bytesPerSecond: 4 * 1024 * 1024,
  oldestMs: 2_000,
  firstPauseMs: 250,
  longestPauseMs: 2_000,
};

/** Decides which pane prints more than one reader can take for long. Knows nothing of how a pane is paused. */
export interface Flow {
  /** Counts what came out of a pane; answers for how long it should be paused now, or null. */
  took(tmuxPane: TmuxPaneId, bytes: number, ageMs: number, nowMs: number): number | null;
  forget(tmuxPane: TmuxPaneId): void;
}

interface Bucket {
  /** What may still be taken. */
  left: number;
  atMs: number;
  pauseMs: number;
}

export const createFlow = (limits: FlowLimits): Flow => {
  const buckets = new Map<TmuxPaneId, Bucket>();
  /** A pane that was quiet for long has its whole burst again, and is as good as new. */
  const forgetFull = (nowMs: number): void => {
    for (const [tmuxPane, bucket] of buckets)
      if (refilled(limits, bucket, buckets.size, nowMs) >= limits.burstBytes) buckets.delete(tmuxPane);
  };
  return {
    took: (tmuxPane, bytes, ageMs, nowMs) => {
      const known = buckets.get(tmuxPane);
      if (known === undefined) forgetFull(nowMs);
      const bucket = known ?? { left: limits.burstBytes, atMs: nowMs, pauseMs: 0 };
      buckets.set(tmuxPane, bucket);
      bucket.left = refilled(limits, bucket, buckets.size, nowMs) - bytes;
      bucket.atMs = nowMs;
      if (bucket.left > 0 && ageMs <= limits.oldestMs) return null;
      bucket.pauseMs = Math.min(Math.max(limits.firstPauseMs, bucket.pauseMs * 2), limits.longestPauseMs);
      return bucket.pauseMs;
    },
    forget: (tmuxPane) => void buckets.delete(tmuxPane),
  };
};

const refilled = (limits: FlowLimits, { left, atMs }: Bucket, panes: number, nowMs: number): number =>
  Math.min(limits.burstBytes, left + ((nowMs - atMs) / 1000) * (limits.bytesPerSecond / panes));
