import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive, makeTemporaryFolder, removeTemporaryFolder, SOCKET_NAME } from './temporary.ts';
import { until } from './until.ts';

export interface PrivateTmux {
  /** For `-S`. */
  readonly socket: string;
  readonly folder: string;
  /** The server's own configuration file (`-f`). */
  readonly config: string;
  /** Environment of a caller: nothing of ours, of npm's or of a surrounding tmux in it. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs one tmux command and gives its standard output without the last newline. Throws on a failure. */
  readonly run: (...args: readonly string[]) => Promise<string>;
  /** The same as lines; none for empty output. */
  readonly lines: (...args: readonly string[]) => Promise<readonly string[]>;
  /** Null while no server runs. */
  readonly serverPid: () => Promise<number | null>;
}

interface Options {
  /** Name of the session that the server starts with; null starts no server. */
  readonly session?: string | null;
  readonly size?: { readonly width: number; readonly height: number };
  /** More lines for the configuration file. */
  readonly config?: readonly string[];
  /** What runs in the first pane; without it a plain `sh`. */
  readonly command?: string;
}

const exec = promisify(execFile);

/** A tmux server of the test's own. It is gone, with its socket and folder, when the body has ended in any way. */
export const withPrivateTmux = async <T>(
  body: (tmux: PrivateTmux) => Promise<T>,
  options: Options = {},
): Promise<T> => {
  const tmux = prepare(options);
  try {
    const { session = 'work', size = { width: 200, height: 50 }, command } = options;
    if (session !== null) {
      const { width, height } = size;
      const args = ['new-session', '-d', '-s', session, '-x', `${width}`, '-y', `${height}`];
      await tmux.run(...args, ...(command === undefined ? [] : [command]));
    }
    return await body(tmux);
  } finally {
    await end(tmux);
  }
};

const prepare = (options: Options): PrivateTmux => {
  const folder = makeTemporaryFolder();
  const socket = join(folder, SOCKET_NAME);
  const config = join(folder, 'tmux.conf');
  // `sh` reads no start-up files, so a pane's first screen is the same for everybody who runs the tests.
  const lines = ['set -g default-shell /bin/sh', 'set -g default-command "exec /bin/sh"'];
  writeFileSync(config, `${[...lines, ...(options.config ?? [])].join('\n')}\n`);
  const env = callerEnvironment();
  const run = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await exec('tmux', ['-S', socket, '-f', config, ...args], { env, encoding: 'utf8' });
    return stdout.replace(/\n$/, '');
  };
  const serverPid = () => run('display-message', '-p', '#{pid}').then(Number, () => null);
  return {
    socket,
    folder,
    config,
    env,
    run,
    lines: async (...args) => (await run(...args)).split('\n').filter((line) => line !== ''),
    serverPid,
  };
};

export const callerEnvironment = (): Readonly<Record<string, string>> => {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE|TMUX|PANECTL_|INIT_CWD)/.test(name),
  );
  const path = (process.env.PATH ?? '')
    .split(':')
    .filter((part) => !/node_modules\/\.bin|node-gyp-bin/.test(part))
    .join(':');
  const poisoned = process.env.TMUX_TMPDIR ?? '/nonexistent';
  const home = process.env.PANECTL_HOME ?? '/nonexistent';
  const strings = kept.filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    ...Object.fromEntries(strings),
    PATH: path,
    TMUX_TMPDIR: poisoned,
    // A person's start-up files are his own: they may be slow, and must not meet a test.
    HOME: home,
    PANECTL_HOME: home,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    // `PANECTL_DOOR=node npm test` goes through Node where a call would go through the shell door.
    PANECTL_DOOR: process.env.PANECTL_DOOR ?? '',
  };
};

const end = async (tmux: PrivateTmux): Promise<void> => {
  const pid = await tmux.serverPid();
  // A server with dead control clients can hang in kill-server (tmux 3.3a), so the answer is not waited for long.
  const asked = tmux.run('kill-server').catch(() => '');
  if (pid !== null) {
    await until(() => !isAlive(pid), { what: 'kill-server', deadline: 5_000 }).catch(() => undefined);
  }
  removeTemporaryFolder(tmux.folder);
  await asked;
  // It was killed, if not before then now; that takes a moment as well.
  if (pid !== null) {
    await until(() => !isAlive(pid), { what: 'its end', deadline: 30_000 }).catch(() => undefined);
  }
};
