import type { Process } from './process.ts';

/** What each process had used at one moment, by pid. */
export type Readings = ReadonlyMap<number, Process>;

/**
 * CPU time in ms that a tree used between two readings. What ended in between is counted as far as a member has
 * waited for it: its whole time moves into the parent's `reapedMs`, less what had been counted before. Without
 * this a compiler run of many short processes would look idle.
 */
export const createLoad = (before: Readings, now: Readings): ((members: readonly Process[]) => number) => {
  const gone = countGone(before, now);
  return (members) =>
    members.reduce((sum, { pid }) => sum + usedBy(before.get(pid), now.get(pid), gone.get(pid) ?? 0), 0);
};

/** The same process in both, not another one that got its pid. */
export const isSame = (before: Process | undefined, now: Process | undefined): boolean =>
  before !== undefined && now !== undefined && before.startMs === now.startMs;

const usedBy = (before: Process | undefined, now: Process | undefined, goneMs: number): number => {
  if (now === undefined) return 0;
  const known = isSame(before, now) ? before : undefined;
  const own = now.cpuMs - (known?.cpuMs ?? 0);
  const reaped = now.reapedMs - (known?.reapedMs ?? 0) - goneMs;
  return Math.max(0, own) + Math.max(0, reaped);
};

/** Time already counted of processes that have ended, by the pid of their nearest ancestor that has not. */
const countGone = (before: Readings, now: Readings): ReadonlyMap<number, number> => {
  const gone = new Map<number, number>();
  for (const process of before.values()) {
    if (isSame(process, now.get(process.pid))) continue;
    const heir = heirOf(process, before, now);
    gone.set(heir, (gone.get(heir) ?? 0) + process.cpuMs + process.reapedMs);
  }
  return gone;
};

// Deeper trees of processes that all ended within a second are no reason to walk for ever.
const MAX_DEPTH = 64;

const heirOf = (ended: Process, before: Readings, now: Readings): number => {
  let pid = ended.ppid;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const ancestor = before.get(pid);
    if (ancestor === undefined || isSame(ancestor, now.get(pid))) break;
    pid = ancestor.ppid;
  }
  return pid;
};
