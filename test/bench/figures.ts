import { readFileSync } from 'node:fs';

/** Milliseconds that something took. */
export const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
};

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** USER_HZ: what /proc/PID/stat counts in (proc(5)); 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU seconds of a process so far, fields 14 and 15 of /proc/PID/stat. */
const cpuSecondsOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};

export const memoryMegabytesOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;

/** Per cent of one core that a process uses while we look at it. */
export const cpuPercentOf = async (pid: number, seconds: number): Promise<number> => {
  const before = cpuSecondsOf(pid);
  const startMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return ((cpuSecondsOf(pid) - before) * 100_000) / (performance.now() - startMs);
};
