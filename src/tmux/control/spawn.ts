import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cleanEnvironment } from '../environment.ts';

/**
 * Starts `tmux -u -S SOCK -C …` so that it dies with us. An orphaned control client stays attached with output
 * queued, and then the panes of its session stand still (tmux#5444), so its life is tied to ours: by the kernel
 * through setpriv(1) of util-linux, else by the watchdog of `guard.ts`, which is told the pid.
 *
 * node:child_process and not execa: these processes live as long as we do and are read as raw Buffers; execa would
 * add a promise, a result object and its own buffering of every byte that a pane prints.
 */
export const spawnControl = (program: string, socketPath: string, words: readonly string[]): ChildProcess => {
  const tmux = ['-u', '-S', socketPath, '-C', ...words];
  const env = { ...cleanEnvironment(process.env), TERM: 'dumb' };
  const [file, args] = diesWithUs
    ? ['setpriv', ['--pdeathsig', 'KILL', '--', program, ...tmux]]
    : [program, tmux];
  return spawn(file, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
};

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

/** False where a watchdog has to end the clients. */
export const diesWithUs = hasSetpriv();
