import { closeSync, constants, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../../protocol/folder.ts';
import { type Reply, speak } from './reply.ts';

/** Where a seat's caller finds his answer: a FIFO that we hold open for writing, and a file for long ones. */
export interface Table {
  /** Until the caller has it, or has gone: then `signal` is aborted before the table is closed. */
  write(reply: Reply, signal: AbortSignal): Promise<void>;
  close(): void;
}

export const openTable = (folder: string): Table => {
  // For reading as well: then it opens without a reader (fifo(7)), and an answer waits for one who is about to come.
  const answer = openSync(`${folder}/answer`, constants.O_RDWR | constants.O_NONBLOCK);
  clear(answer);
  const file = openSync(`${folder}/out`, 'w', 0o600);
  let isOpen = true;
  return {
    write: async (reply, signal) => {
      if (!isOpen) return;
      const { lines, long } = speak(reply);
      const isFiled = long !== null && fill(file, long);
      await writeAll(
        answer,
        Buffer.from(long === null || isFiled ? lines : speak(reply, false).lines),
        signal,
      );
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      closeSync(answer);
      closeSync(file);
    },
  };
};

/**
 * A process that is killed gives its files back in no order that we could rely on (task_work_run in kernel/task_work.c):
 * it may still have held the answer when its question was closed, and then what it had not read is still there.
 */
const clear = (fd: number): void => {
  const bytes = Buffer.alloc(PIPE_BYTES);
  try {
    while (readSync(fd, bytes) > 0);
  } catch (error) {
    if (codeOf(error) !== 'EAGAIN') throw error;
  }
};

/** What a pipe holds (pipe(7)). */
const PIPE_BYTES = 65_536;

/** A full disk keeps nobody from his answer; it only comes more slowly. */
const fill = (file: number, text: string): boolean => {
  try {
    writeFileSync(file, text);
    return true;
  } catch {
    return false;
  }
};

const FULL_PAUSE_MS = 2;

/** Nearly always one write: a pipe holds at least a page. */
const writeAll = async (fd: number, bytes: Buffer, signal: AbortSignal): Promise<void> => {
  for (let at = 0; at < bytes.length && !signal.aborted; ) {
    const written = writeSome(fd, bytes.subarray(at));
    at += written;
    if (written === 0) await pause(FULL_PAUSE_MS);
  }
};

const writeSome = (fd: number, bytes: Buffer): number => {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return 0;
    throw error;
  }
};
