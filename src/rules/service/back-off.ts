import type { Exec } from '../../domain/exec.ts';
import type { RestartPolicy } from '../../domain/service.ts';

/** Before restart number `restarts` + 1: doubled each time, up to the limit. Milliseconds. */
export const delayOf = ({ delay, max_delay }: RestartPolicy, restarts: number): number =>
  Math.min(delay * 2 ** Math.min(restarts, 30), Math.max(delay, max_delay));

/** Shorter than this nothing has run well, however short the delays are. */
const WELL_MS = 10_000;

/** Whether it ran for so long that what happened before says nothing any more. */
export const hasRunWell = ({ delay, max_delay }: RestartPolicy, { duration_ms }: Exec): boolean =>
  (duration_ms ?? 0) >= Math.max(WELL_MS, delay, max_delay);
