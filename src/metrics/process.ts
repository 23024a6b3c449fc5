/** One process as one scan saw it. A pid is given again after its process has gone; with `startMs` it is identity. */
export interface Process {
  readonly pid: number;
  readonly ppid: number;
  readonly pgrp: number;
  /** The process group in the foreground of its terminal; -1 without a terminal. */
  readonly tpgid: number;
  /** When it started, by a clock of the system's own that only this scan's `clockMs` is comparable with. */
  readonly startMs: number;
  /** User and system time that it used so far, in ms. */
  readonly cpuMs: number;
  /** The same of those children that it has waited for, and theirs. */
  readonly reapedMs: number;
  readonly rssBytes: number;
}

export interface Scan {
  readonly clockMs: number;
  readonly processes: ReadonlyMap<number, Process>;
}
