import pidusage from 'pidusage';
import { isSame, type Readings } from './load.ts';
import type { Process, Scan } from './process.ts';

/**
 * The scan's processes with the values that pidusage reads (CPU time, memory) for those `members` that did
 * anything since `before`; an idle process costs nothing beyond the scan, and neither does one seen for the first time. pidusage's own percentage is not used:
 * it is 0 at the first reading and again after every pause longer than `maxage`, while its CPU time is absolute.
 */
export const readUsage = async (
  scan: Scan,
  members: Iterable<Process>,
  before: Readings,
): Promise<Readings> => {
  const asked = [...members].filter((member) => isWorthAsking(member, before, scan.clockMs));
  if (asked.length === 0) return scan.processes;
  const values = await ask(asked.map(({ pid }) => pid));
  const readings = new Map(scan.processes);
  for (const process of asked) {
    const value = values[process.pid];
    if (isAbout(process, value)) {
      readings.set(process.pid, { ...process, cpuMs: value.ctime, rssBytes: value.memory });
    }
  }
  return readings;
};

type Values = Readonly<Record<string, pidusage.Status | null | undefined>>;

// pidusage 4.1.0 keeps a file of /proc open for each pid until nobody has asked for it this long (history.js).
// Never 0: it would open files in an endless recursion (procfile.js).
const MAX_AGE_MS = 5_000;
// A process that ends between pidusage's open and its first read leaks that file (procfile.js). Most that end soon
// end in their first second: those are left to the scan.
const YOUNG_MS = 1_000;

const isWorthAsking = (process: Process, before: Readings, clockMs: number): boolean => {
  const known = before.get(process.pid);
  if (!isSame(known, process) || clockMs - process.startMs < YOUNG_MS) return false;
  return known?.cpuMs !== process.cpuMs || known.rssBytes !== process.rssBytes;
};

/** It rejects when no pid of the list is alive, and leaves out dead ones when some are. */
const ask = async (pids: number[]): Promise<Values> => {
  try {
    return await pidusage(pids, { maxage: MAX_AGE_MS });
  } catch {
    return {};
  }
};

/** False when it ended, or its pid changed hands: pidusage goes on reading its old file and leaves it out. */
const isAbout = (process: Process, value: Values[string]): value is pidusage.Status =>
  value !== null &&
  value !== undefined &&
  value.ppid === process.ppid &&
  Number.isFinite(value.memory) &&
  value.ctime >= process.cpuMs;
