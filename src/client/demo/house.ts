import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { tmuxProblem } from '../tmux-problem.ts';
import { JOB } from './job.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A tmux server of the demo's own, in a folder of its own, with all that panectl writes about it. */
export interface DemoHouse {
  readonly folder: string;
  readonly tmuxSocket: string;
  /** For what the demo starts: everything goes into the folder, and no tmux is around us. */
  readonly env: Environment;
  /** Ends the server and removes the folder. May be called again. */
  readonly close: () => void;
}

export const openDemoHouse = (env: Environment): Result<DemoHouse> => {
  const problem = tmuxProblem(env);
  if (problem !== null) return failed(problem);
  const folder = mkdtempSync(join(tmpdir(), 'panectl-demo-'));
  const tmuxSocket = join(folder, 'tmux');
  const { TMUX: _tmux, TMUX_PANE: _pane, ...around } = env;
  const inside = { ...around, PANECTL_HOME: join(folder, 'home') };
  furnish(folder);
  const tmux = (...args: readonly string[]) =>
    spawnSync('tmux', ['-S', tmuxSocket, ...args], { env: inside, encoding: 'utf8', timeout: PATIENCE_MS });
  const close = (): void => {
    tmux('kill-server');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const started = tmux('-f', join(folder, 'tmux.conf'), 'start-server');
  if (started.status === 0) return success({ folder, tmuxSocket, env: inside, close });
  close();
  return failed(noServer(started.stderr));
};

const PATIENCE_MS = 5_000;

const furnish = (folder: string): void => {
  mkdirSync(join(folder, 'home'), { mode: 0o700 });
  writeFileSync(join(folder, 'job'), JOB);
  writeFileSync(join(folder, 'story'), '');
  // Not the person's own configuration: its plugins would fill the demo's server with their sessions.
  const lines = ['set -g exit-empty off', 'set -g default-command "exec /bin/sh"'];
  writeFileSync(join(folder, 'tmux.conf'), `${lines.join('\n')}\n`);
};

const noServer = (words: string): Failure =>
  failure('internal', `tmux does not start: ${words.trim()}`, 'panectl doctor');
