import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { WORKER } from './query.ts';

export interface Checkpointer {
  /** To be called after writing. */
  look(path: string): void;
}

/**
 * So much may wait in the -wal file before it is brought home. SQLite would do that itself in the middle of a commit,
 * and sync two files meanwhile: 20 to 70 ms in which the daemon reacts to nothing. Another process does it beside us,
 * as a passive checkpoint stops nobody (sqlite.org/wal.html, "Avoiding Excessively Large WAL Files").
 */
export const WAITING_BYTES = 8 * 1024 * 1024;
/** Should that process never come, SQLite does it all the same. */
export const LAST_RESORT_PAGES = 16_000;

/** A process that hangs is killed, and a later look starts another one. */
const PATIENCE_MS = 30_000;

/**
 * Only by the size of the file, which shrinks with the first commit after a checkpoint (`journal_size_limit` 0). The
 * index beside it would tell exactly, but a process that closes any file of a database gives up all of its locks on it
 * (fcntl(2)), and the next one that opens it would cut the index under our feet.
 */
export const createCheckpointer = (waitingBytes: number = WAITING_BYTES): Checkpointer => {
  let isRunning = false;
  let lastBytes = 0;
  return {
    look: (path) => {
      const bytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
      // A reader may have kept the last checkpoint from its end: then more has to come before the next one.
      if (bytes < lastBytes) lastBytes = 0;
      if (isRunning || bytes - lastBytes < waitingBytes) return;
      isRunning = true;
      lastBytes = bytes;
      startWorker(path, () => {
        isRunning = false;
      });
    },
  };
};

const startWorker = (path: string, onEnd: () => void): void => {
  const child = spawn(process.execPath, [WORKER], {
    ...{ stdio: ['pipe', 'ignore', 'ignore'], env: { NODE_NO_WARNINGS: '1' } },
    ...{ timeout: PATIENCE_MS, killSignal: 'SIGKILL' },
  });
  child.on('error', onEnd);
  child.on('exit', onEnd);
  child.unref();
  // A worker that died at its start closes the pipe.
  child.stdin?.on('error', () => {});
  child.stdin?.end(JSON.stringify({ path, checkpoint: true }));
};
