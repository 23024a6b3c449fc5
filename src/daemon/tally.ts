/** What `daemon-status` counts. */
export interface Tally {
  outputBytes: number;
  outputLines: number;
  /** Times that output was dropped on the way; how much is not known, so each counts as one line. */
  gaps: number;
}

export const newTally = (): Tally => ({ outputBytes: 0, outputLines: 0, gaps: 0 });

export const countOutput = (tally: Tally, bytes: Buffer): void => {
  tally.outputBytes += bytes.length;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1))
    tally.outputLines += 1;
};

const LINE_FEED = 0x0a;

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
