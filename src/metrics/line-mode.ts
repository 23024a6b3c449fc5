import { execFile } from 'node:child_process';

/**
 * Whether the terminal hands whole lines to its program (canonical mode) and not each character as it comes. Then the
 * kernel keeps so many bytes of a line and silently drops the rest (N_TTY_BUF_SIZE in Linux's n_tty.c, MAX_CANON
 * elsewhere). False where it can't be read.
 */
export const readsWholeLines = (tty: string): Promise<boolean> =>
  new Promise((resolve) => {
    const words = ['-c', 'stty -a <"$1"', 'sh', tty];
    execFile('/bin/sh', words, { encoding: 'utf8', timeout: 5_000 }, (_error, stdout) =>
      resolve(/(^|\s)icanon\b/.test(stdout)),
    );
  });

/** Bytes of a line before its newline. */
export const LONGEST_WHOLE_LINE = process.platform === 'linux' ? 4_095 : 1_023;
