import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PANECTL, runPanectl } from '../support/run-panectl.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const exec = promisify(execFile);

/** What panes inherit: the environment of the pane's own process as the system has it, and tmux's global one. */
const expectCleanPanes = async ({ tmux }: PanectlHouse): Promise<void> => {
  const [pid = ''] = await tmux.lines('list-panes', '-a', '-F', '#{pane_pid}');
  const own = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  const inherited = [...own, ...(await tmux.lines('show-environment', '-g'))];
  expect(inherited.filter((entry) => entry.startsWith('PATH='))).toHaveLength(2);
  expect(inherited.filter((entry) => /^PATH=.*(node_modules\/\.bin|node-gyp-bin)/.test(entry))).toEqual([]);
  expect(inherited.filter((entry) => /^(npm_|INIT_CWD=|NODE=)/.test(entry))).toEqual([]);
  expect(inherited.filter((entry) => /MALLOC/.test(entry))).toEqual([]);
};

const underNpm = (house: PanectlHouse, args: readonly string[]) =>
  exec('npm', [...args, '-S', house.tmux.socket, 'session-create', 'made'], {
    cwd: ROOT,
    env: { ...process.env, PANECTL_HOME: house.home },
  });

describe('a tmux server that panectl has started', () => {
  it('has what its caller says of malloc(3), and nothing of what ours says of it', () =>
    withPanectl(
      async ({ tmux, home }) => {
        const env = { PANECTL_HOME: home, MALLOC_ARENA_MAX: '7' };
        await runPanectl(['session-create', 'made'], { socket: tmux.socket, env });
        const [pid = ''] = await tmux.lines('list-panes', '-a', '-F', '#{pane_pid}');
        const own = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        expect(own.filter((entry) => /MALLOC/.test(entry))).toEqual(['MALLOC_ARENA_MAX=7']);
      },
      { session: null },
    ));
});

describe('a tmux server that npm has started, through panectl', () => {
  it('has nothing of npm in its panes after `npm start`', () =>
    withPanectl(
      async (house) => {
        await underNpm(house, ['start', '--']);
        await expectCleanPanes(house);
      },
      { session: null },
    ));

  it('has nothing of npm in its panes when another script of npm calls panectl', () =>
    withPanectl(
      async (house) => {
        // `npm run env` is npm's own: it runs env(1), which runs the rest.
        await underNpm(house, ['run', 'env', '--', PANECTL]);
        await expectCleanPanes(house);
      },
      { session: null },
    ));
});
