import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cleanEnvironment } from '../environment.ts';

/** With which every client of ours on this server begins, behind the program. */
export const clientWords = (socketPath: string): readonly string[] => ['-u', '-S', socketPath, '-C'];

/**
 * Starts `tmux -u -S SOCK -C …` so that it ends with us. An orphaned control client stays attached with output
 * queued, and then the panes of its session stand still (tmux#5444), so its life is tied to ours: by the kernel
 * through setpriv(1) of util-linux, and by the watchdog of `guard.ts`, which is told the pid.
 *
 * SIGTERM and not SIGKILL: a client that ends on its way in ends a tmux server of 3.3a (control_stop without a state,
 * see `entrance.ts`), and one that is asked to end says all that it has to say first (client.c reads its signals in its
 * loop, behind proc_flush_peer).
 *
 * node:child_process and not execa: these processes live as long as we do and are read as raw Buffers; execa would
 * add a promise, a result object and its own buffering of every byte that a pane prints.
 */
export const spawnControl = (program: string, socketPath: string, words: readonly string[]): ChildProcess => {
  const tmux = [...clientWords(socketPath), ...words];
  const env = fewVariables();
  const [file, args] = diesWithUs
    ? ['setpriv', ['--pdeathsig', 'TERM', '--', program, ...tmux]]
    : [program, tmux];
  return spawn(file, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
};

/**
 * A client tells the server its variables one by one before it is in, and until then tmux 3.3a is in danger (see
 * `entrance.ts`). Attached with -E, the session takes none of them, and no command of ours makes a pane of them.
 */
const fewVariables = (): Record<string, string> => {
  const needed = Object.entries(cleanEnvironment(process.env)).filter(([name]) => NEEDED.test(name));
  return { ...Object.fromEntries(needed), TERM: 'dumb' };
};

/** To find programs and libraries, and to know that text is UTF-8. */
const NEEDED = /^(PATH|HOME|LANG|LC_.*|LOCPATH|LD_LIBRARY_PATH|DYLD_.*)$/;

const hasSetpriv = (): boolean =>
  process.platform === 'linux' &&
  (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, 'setpriv')));

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Else the watchdog alone ends the clients. */
const diesWithUs = hasSetpriv();
