/** What `daemon-status` counts. */
export interface Tally {
  outputBytes: number;
  /** Times that output was dropped on the way. */
  gaps: number;
}

export const newTally = (): Tally => ({ outputBytes: 0, gaps: 0 });

/** CPU of this process in per cent of a core, since the last time it was asked, at least a second ago. */
export const createCpuMeter = (): (() => number | null) => {
  let usage = process.cpuUsage();
  let atMs = performance.now();
  let last: number | null = null;
  return () => {
    const spanMs = performance.now() - atMs;
    if (spanMs < 1_000) return last;
    const { user, system } = process.cpuUsage(usage);
    last = Math.round(((user + system) / spanMs / 10) * 10) / 10;
    usage = process.cpuUsage();
    atMs = performance.now();
    return last;
  };
};
