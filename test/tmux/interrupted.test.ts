import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTmuxPaneId } from '../../src/domain/ids.ts';
import { createTmux } from '../../src/tmux/connect.ts';
import { withPrivateTmux } from '../support/private-tmux.ts';
import { until } from '../support/until.ts';
import { connected } from './connected.ts';
import { attachPerson } from './person.ts';

describe('a connection that is interrupted', () => {
  it('tells of a gap when tmux pauses a pane, and lets it go on', () =>
    connected(async ({ server, tmux, events, printed }) => {
      await tmux.observe();
      const output = await until(
        async () =>
          (await server.lines('list-clients', '-F', '#{client_name} #{client_flags}')).find((line) =>
            line.includes('pause-after'),
          ),
        { what: 'the output client' },
      );
      await server.run('send-keys', '-t', '%0', "echo be''fore", 'Enter');
      await until(() => printed('%0').includes('before'), { what: 'output' });
      await server.run('refresh-client', '-t', output.split(' ')[0] ?? '', '-A', '%0:pause');
      await until(() => events.some((event) => event.kind === 'gap'), {
        what: 'the gap',
      });
      await server.run('send-keys', '-t', '%0', "echo af''ter", 'Enter');
      await until(() => printed('%0').includes('after'), { what: 'output after the pause' });
    }));

  it('gives up a server that does not answer, and is back when it does', () =>
    connected(
      async ({ tmux, seen, server }) => {
        const { pid } = (await until(seen, { what: 'the server' })).server;
        process.kill(pid, 'SIGSTOP');
        try {
          expect(await tmux.command('rename-session', '-t', '$0', 'late')).toMatchObject({
            failure: { code: 'server_gone', retryable: true },
          });
          expect(await tmux.command('list-sessions')).toMatchObject({ failure: { code: 'server_gone' } });
        } finally {
          process.kill(pid, 'SIGCONT');
        }
        // An answer that takes longer than that is none; on a slow machine not every one is quick enough.
        await until(async () => (await tmux.command('list-sessions')).ok, { what: 'the answer' });
        expect(tmux.link.kind).toBe('live');
        await server.run('rename-session', '-t', '$0', 'again');
        await until(() => seen()?.sessions[0]?.name === 'again', { what: 'news' });
        await until(async () => (await server.lines('list-clients')).length === 3, { what: 'three clients' });
      },
      {},
      { answerDeadlineMs: 300 },
    ));

  it('is back when a person throws everybody else out', () =>
    connected(async ({ server, seen, events, printed }) => {
      await until(async () => (await server.lines('list-clients')).length === 3, { what: 'our clients' });
      await server.run('send-keys', '-t', '%0', "echo be''fore", 'Enter');
      await until(() => printed('%0').includes('before'), { what: 'output' });
      const leave = attachPerson(server, 'work', '-d');
      await until(() => seen()?.sessions[0]?.attached === 1, { what: 'the person' });
      await until(async () => (await server.lines('list-clients')).length === 4, { what: 'all of us' });
      await server.run('send-keys', '-t', '%0', "echo af''ter", 'Enter');
      await until(() => printed('%0').includes('after'), { what: 'output' });
      expect(events.some((event) => event.kind === 'gap')).toBe(true);
      leave();
    }));

  it('does not start one client after the other where each fails', () =>
    withPrivateTmux(async (server) => {
      const log = join(server.folder, 'log');
      const program = join(server.folder, 'tmux-without-output');
      const script = `case "$*" in *pause-after*) echo try >> '${log}'; exit 1;; esac\nexec tmux "$@"\n`;
      writeFileSync(program, `#!/bin/sh\n${script}`);
      writeFileSync(log, '');
      chmodSync(program, 0o755);
      const tmux = createTmux({ socketPath: server.socket, program });
      try {
        const tries = () => readFileSync(log, 'utf8').split('\n').length - 1;
        for (let asked = 0; asked < 100; asked += 1) expect((await tmux.observe()).ok).toBe(true);
        await until(() => tries() >= 3, { what: 'three tries' });
        expect(tries()).toBeLessThan(20);
      } finally {
        await tmux.dispose();
      }
    }));
});

describe('without a seat in any session', () => {
  it('keeps nothing of a text that no pane took', () =>
    connected(async ({ server, tmux, seen }) => {
      await server.run('set-option', '-s', 'exit-empty', 'off');
      await server.run('kill-session', '-t', 'work');
      await until(() => seen()?.sessions.length === 0, { what: 'no sessions' });
      const pane = '%0';
      if (!isTmuxPaneId(pane)) throw new Error(pane);
      expect(await tmux.paste(pane, 'secret;\n')).toMatchObject({ failure: { code: 'pane_not_found' } });
      expect(await server.lines('list-buffers')).toEqual([]);
    }));
});

describe('a server that we start', () => {
  it('does not crash under a configuration with window-size manual', () =>
    connected(
      async ({ server, tmux }) => {
        const before = { HOME: process.env.HOME, XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME };
        Object.assign(process.env, { HOME: server.folder, XDG_CONFIG_HOME: server.folder });
        writeFileSync(join(server.folder, '.tmux.conf'), 'set -g window-size manual\n');
        try {
          const spec = { name: 'first', cwd: '/', width: 90, height: 20 };
          expect(await tmux.startServer(spec)).toEqual({ ok: true, value: ['$0'] });
        } finally {
          Object.assign(process.env, before);
        }
        expect(await server.run('show-options', '-gwv', 'window-size')).toBe('manual');
        expect(await server.run('list-windows', '-F', '#{window_width}x#{window_height}')).toBe('90x20');
        expect(await server.run('show-options', '-gqv', '@panectl_manual')).toBe('');
      },
      { session: null },
    ));
});
