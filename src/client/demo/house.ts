import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { tmuxProblem } from '../tmux-problem.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A tmux server of the demo's own, in a folder of its own, with all that panectl writes about it. */
export interface DemoHouse {
  readonly tmuxSocket: string;
  /** The session file: the demo is what stands in it. Its jobs are beside it. */
  readonly file: string;
  /** The same, where it stays. */
  readonly original: string;
  /** What is appended here the pane `main` shows. */
  readonly story: string;
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
  const home = join(folder, 'home');
  const { TMUX: _tmux, TMUX_PANE: _pane, ...around } = env;
  const inside = { ...around, PANECTL_HOME: home };
  const farm = join(folder, 'farm');
  const story = join(farm, 'story');
  const tmux = (...args: readonly string[]) =>
    spawnSync('tmux', ['-S', tmuxSocket, ...args], { env: inside, encoding: 'utf8', timeout: PATIENCE_MS });
  const close = (): void => {
    tmux('kill-server');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  mkdirSync(home, { mode: 0o700 });
  cpSync(FARM, farm, { recursive: true });
  writeFileSync(story, '');
  const started = tmux('-f', configIn(folder), 'start-server');
  if (started.status === 0)
    return success({
      ...{ tmuxSocket, file: join(farm, FILE), original: join(FARM, FILE), story },
      ...{ env: inside, close },
    });
  close();
  return failed(noServer(started.stderr));
};

const PATIENCE_MS = 5_000;

/** Beside the bundled program: the build copies it there. */
const FARM = fileURLToPath(new URL('./demo/', import.meta.url));
const FILE = 'session.yml';

/** Not the person's own configuration: its plugins would fill the demo's server with their sessions. */
const configIn = (folder: string): string => {
  const file = join(folder, 'tmux.conf');
  const lines = ['set -g exit-empty off', 'set -g default-command "exec /bin/sh"'];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};

const noServer = (words: string): Failure =>
  failure('internal', `tmux does not start: ${words.trim()}`, 'panectl doctor');
