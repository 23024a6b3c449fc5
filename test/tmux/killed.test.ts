import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PrivateTmux, withPrivateTmux } from '../support/private-tmux.ts';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { connected } from './connected.ts';

const HOLD = join(import.meta.dirname, '../fixtures/bin/hold-tmux.ts');

const hooksOf = async (server: PrivateTmux): Promise<string> =>
  `${await server.run('show-hooks', '-g')}\n${await server.run('show-hooks', '-gw')}`;

/** A process of ours that holds a connection to a server, whose pane prints as fast as it can. */
const held = async (
  server: PrivateTmux,
  path: string,
  body: (child: ChildProcess) => Promise<void>,
): Promise<void> => {
  const env = { ...server.env, PATH: path };
  const child = spawn(process.execPath, [HOLD, server.socket], { env, stdio: 'ignore' });
  try {
    await until(async () => (await server.lines('list-clients')).length === 3, { what: 'its clients' });
    await until(async () => (await hooksOf(server)).includes('pane-mode-changed[9'), { what: 'its hooks' });
    await body(child);
  } finally {
    child.kill('SIGKILL');
  }
};

const FLOOD = (file: string): string =>
  `i=0; while :; do i=$((i+1)); echo "$i flood flood flood"; [ $((i % 500)) = 0 ] && echo x >> '${file}'; done`;

/** Whoever reads a flood is killed; the panes go on, and nothing of ours stays. */
const survives = (pathOf: (server: PrivateTmux) => string): Promise<void> =>
  withPrivateTmux(async (server) => {
    const file = join(server.folder, 'rounds');
    const rounds = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    await server.run('set-hook', '-g', 'window-linked[0]', "set-option -g @person's yes");
    await server.run('split-window', '-t', 'work:', FLOOD(file));
    await held(server, pathOf(server), async (child) => {
      await until(() => rounds() > 4, { what: 'the flood' });
      // As the daemon sets it while a panel is open.
      await server.run('set-option', '-g', '@panectl_status', '2 running');
      child.kill('SIGKILL');
      await until(async () => (await server.lines('list-clients')).length === 0, { what: 'no clients' });
      await until(async () => !(await hooksOf(server)).includes('panectl'), { what: 'no hooks of ours' });
      await until(async () => (await server.run('show-options', '-gqv', '@panectl_status')) === '', {
        what: 'nor a text for status lines',
      });
      expect(await hooksOf(server)).toContain('window-linked[0]');
      const before = rounds();
      await until(() => rounds() > before + 10, { what: 'the pane to go on' });
      const pid = await server.serverPid();
      await server.run('kill-server');
      await until(() => pid !== null && !isAlive(pid), { what: 'the end of the server' });
    });
  });

describe('a process of ours that is killed', () => {
  it('leaves neither clients nor hooks, and the panes go on', () =>
    survives((server) => server.env.PATH ?? ''));

  it('leaves neither clients nor hooks where there is no setpriv', () =>
    survives((server) => {
      const folder = join(server.folder, 'bin');
      mkdirSync(folder);
      const tmux = (server.env.PATH ?? '')
        .split(':')
        .map((part) => join(part, 'tmux'))
        .find((file) => statSync(file, { throwIfNoEntry: false }) !== undefined);
      symlinkSync(tmux ?? '/usr/bin/tmux', join(folder, 'tmux'));
      return folder;
    }));

  it('has its hooks removed by the next one when nobody else could', () =>
    withPrivateTmux(async (server) => {
      const gone = spawn('true');
      await new Promise((resolve) => gone.once('close', resolve));
      for (const hook of ['window-linked[9123]', 'pane-exited[9123]', 'after-set-option[9123]']) {
        await server.run('set-hook', '-g', hook, `wait-for -S panectl-${gone.pid}`);
      }
      await server.run('set-hook', '-g', 'window-linked[0]', 'display-message hello');
      await held(server, server.env.PATH ?? '', async () => {
        const hooks = await hooksOf(server);
        expect(hooks).not.toContain(`panectl-${gone.pid}`);
        expect(hooks).toContain('window-linked[0] display-message hello');
      });
    }));
});

describe('a server that goes away', () => {
  it('is another one when it comes back, also after a crash that leaves its socket', () =>
    connected(async ({ server, tmux, seen }) => {
      const first = await until(seen, { what: 'the first server' });
      process.kill(first.server.pid, 'SIGKILL');
      await until(() => tmux.link.kind === 'absent', { what: 'its end' });
      expect(await tmux.command('list-sessions')).toMatchObject({ failure: { code: 'server_gone' } });
      await server.run('new-session', '-d', '-s', 'second');
      await until(() => seen()?.sessions[0]?.name === 'second', { what: 'the second server' });
      expect(seen()?.server.pid).not.toBe(first.server.pid);
      expect(await hooksOf(server)).toContain(`panectl-${process.pid}`);
    }));
});
