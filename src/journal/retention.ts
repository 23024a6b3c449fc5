import type { DatabaseSync } from 'node:sqlite';
import { oldestOver, pruneRows, roomIn, shrink } from './prune.ts';

/** How long the journal remembers. */
export interface Retention {
  /** Milliseconds; null for ever. */
  readonly maxAgeMs: number | null;
  readonly maxBytes: number;
}

export interface Keeper {
  /** So many rows were written: after a great many it does not wait for its time. */
  wrote(rows: number): void;
  dispose(): void;
}

interface Needs {
  readonly retention: Retention;
  /** Runs it on the database; null where that failed, or there is no file. */
  readonly perform: <T>(work: (database: DatabaseSync) => T) => T | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly firstMs?: number;
}

const FIRST_MS = 5_000;
const EVERY_MS = 600_000;
const AFTER_ROWS = 20_000;
/** Between two steps everybody else has his turn. */
const PAUSE_MS = 25;
/** A step that takes longer is followed by a smaller one; far below what anybody would notice. */
const STEP_MS = 3;
const FEWEST_ROWS = 10;
const MOST_ROWS = 500;
/** A file that was too large is brought below its limit by so much, so that it is not too large again at once. */
const ENOUGH = 0.9;
/** Of the time since the oldest, so much is given up at once where there is too much. */
const SLICE = 20;
const VACUUM_PAGES = 64;
/** So many empty pages are kept for what comes next. */
const SPARE_PAGES = 256;

/** Forgets what is over for too long, and the oldest of it where there is too much: rarely, and in small steps. */
export const keepWithin = ({ retention, perform, now, firstMs = FIRST_MS }: Needs): Keeper => {
  let timer: NodeJS.Timeout | null = null;
  let rows = 0;
  let isDisposed = false;
  let isRunning = false;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS).unref();
    });
  const prune = async (beforeMs: number): Promise<void> => {
    const cutoff = new Date(beforeMs).toISOString();
    let limit = 100;
    while (!isDisposed) {
      const begun = performance.now();
      const deleted = perform((database) => pruneRows(database, cutoff, limit));
      if (deleted === null || deleted < limit) return;
      limit = nextLimit(limit, performance.now() - begun);
      await pause();
    }
  };
  const pruneToSize = async (): Promise<void> => {
    const used = (): number => perform(roomIn)?.usedBytes ?? 0;
    if (used() <= retention.maxBytes) return;
    while (!isDisposed && used() > retention.maxBytes * ENOUGH) {
      const oldest = perform(oldestOver);
      const oldestMs = oldest === null ? Number.NaN : Date.parse(oldest);
      if (Number.isNaN(oldestMs) || oldestMs >= now()) return;
      await prune(oldestMs + Math.max(1, (now() - oldestMs) / SLICE));
      await pause();
    }
  };
  const giveBack = async (): Promise<void> => {
    for (let free = 0; !isDisposed; ) {
      const { freePages } = perform(roomIn) ?? { freePages: 0 };
      // Where the file can not shrink, trying once is enough.
      if (freePages <= SPARE_PAGES || freePages === free) return;
      free = freePages;
      perform((database) => shrink(database, VACUUM_PAGES));
      await pause();
    }
  };
  const run = async (): Promise<void> => {
    if (isRunning || isDisposed) return;
    isRunning = true;
    rows = 0;
    if (retention.maxAgeMs !== null) await prune(now() - retention.maxAgeMs);
    await pruneToSize();
    await giveBack();
    isRunning = false;
    if (!isDisposed) wait(EVERY_MS);
  };
  const wait = (ms: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void run(), ms).unref();
  };
  wait(firstMs);
  return {
    wrote: (count) => {
      rows += count;
      if (rows >= AFTER_ROWS) void run();
    },
    dispose: () => {
      isDisposed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
};

const nextLimit = (limit: number, tookMs: number): number => {
  if (tookMs > STEP_MS) return Math.max(FEWEST_ROWS, Math.floor(limit / 2));
  return tookMs < STEP_MS / 3 ? Math.min(MOST_ROWS, limit * 2) : limit;
};
