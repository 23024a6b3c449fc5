import { describe, expect, it } from 'vitest';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { connected } from './connected.ts';

describe('a connection to a real tmux', () => {
  it('sees what another client changes', () =>
    connected(async ({ server, seen }) => {
      await until(() => seen()?.panes.length === 1, { what: 'the first pane' });
      await server.run('split-window', '-t', 'work:');
      await until(() => seen()?.panes.length === 2, { what: 'the split' });
      await server.run('rename-session', '-t', 'work', 'play');
      await until(() => seen()?.sessions[0]?.name === 'play', { what: 'the new name' });
      await server.run('kill-pane', '-t', 'play:0.1');
      await until(() => seen()?.panes.length === 1, { what: 'the kill' });
    }));

  it('counts none of its own clients, and leaves no hook or client behind', () =>
    connected(async ({ server, tmux }) => {
      const observation = await tmux.observe();
      expect(observation.ok && observation.value.sessions[0]?.attached).toBe(0);
      expect(await server.run('show-hooks', '-g')).toContain('panectl-');
      await tmux.dispose();
      expect(`${await server.run('show-hooks', '-g')}${await server.run('show-hooks', '-gw')}`).not.toContain(
        'panectl',
      );
      await until(async () => (await server.lines('list-clients')).length === 0, { what: 'no clients' });
    }));

  it('is over when the last of its clients has left', () =>
    connected(async ({ server, tmux }) => {
      const clients = await server.lines('list-clients', '-F', '#{client_pid} #{client_flags}');
      // One that takes its time; not the one through which the hooks are taken away.
      const slow = Number.parseInt(clients.find((line) => !line.includes('no-output')) ?? '', 10);
      process.kill(slow, 'SIGSTOP');
      const ended = tmux.dispose().then(() => isAlive(slow));
      const hooks = async () =>
        `${await server.run('show-hooks', '-g')}${await server.run('show-hooks', '-gw')}`;
      await until(async () => !(await hooks()).includes('panectl'), { what: 'the hooks to go' });
      process.kill(slow, 'SIGCONT');
      expect(await ended).toBe(false);
      expect(await server.lines('list-clients')).toEqual([]);
    }));

  it('takes only a label of the pane’s own', () =>
    connected(async ({ server, tmux }) => {
      await server.run('split-window', '-t', 'work:');
      await server.run('set-option', '-p', '-t', 'work:0.0', '@label', 'a\nb #{pid} |\t%end 1 1 1');
      await server.run('set-option', '-w', '-t', 'work:0', '@label', 'window');
      await server.run('set-option', '-g', '@label', 'global');
      const observed = await tmux.observe();
      const labels = observed.ok ? observed.value.panes.map((pane) => pane.label) : [];
      expect(labels).toEqual(['a\nb #{pid} |\t%end 1 1 1', null]);
    }));

  it('shows a linked window and a grouped session’s panes once', () =>
    connected(async ({ server, tmux, printed }) => {
      await server.run('new-session', '-d', '-s', 'group', '-t', 'work');
      await server.run('new-session', '-d', '-s', 'other');
      await server.run('link-window', '-s', 'work:0', '-t', 'other:5');
      const observed = await tmux.observe();
      expect(observed.ok && new Set(observed.value.panes.map((pane) => pane.tmuxPane)).size).toBe(2);
      expect(observed.ok && observed.value.panes.length).toBe(2);
      for (const { sessionId } of observed.ok ? observed.value.sessions : [])
        expect(await tmux.hear(sessionId)).toBe(true);
      await server.run('send-keys', '-t', '%0', '-l', 'echo o""nce');
      await server.run('send-keys', '-t', '%0', 'Enter');
      await until(() => printed('%0').includes('once'), { what: 'output' });
      expect(printed('%0').split('once').length).toBe(2);
    }));

  it('answers a kill of the session that it sits in, and goes on in the next', () =>
    connected(async ({ server, tmux, events }) => {
      await server.run('new-session', '-d', '-s', 'next');
      expect(await tmux.command('kill-session', '-t', '$0')).toEqual({ ok: true, value: [] });
      expect(await tmux.command('list-sessions', '-F', '#{session_name}')).toEqual({
        ok: true,
        value: ['next'],
      });
      // With its last session the server ends, and may do so before its answer is written.
      const last = await tmux.command('kill-session', '-t', '$1');
      expect(last.ok || last.failure.code).toBeOneOf([true, 'server_gone']);
      await until(() => tmux.link.kind === 'absent', { what: 'the end of the server' });
      expect(events.filter((event) => event.kind === 'link').length).toBe(2);
      expect(await tmux.command('list-sessions')).toMatchObject({
        ok: false,
        failure: { code: 'server_gone' },
      });
    }));

  it('starts a server where none runs, and notices one that somebody else starts', () =>
    connected(
      async ({ server, tmux, seen }) => {
        await until(() => tmux.link.kind === 'absent', { what: 'absence' });
        const started = await tmux.startServer({ name: 'first', cwd: '/', width: 90, height: 20 });
        expect(started).toEqual({ ok: true, value: ['$0'] });
        const pid = await server.serverPid();
        await until(() => seen()?.server.pid === pid, { what: 'the first server' });
        await server.run('kill-server');
        await until(() => tmux.link.kind === 'absent', { what: 'its end' });
        // One that is on its way out still takes a call, and ends under it.
        await until(() => pid === null || !isAlive(pid), { what: 'the end of its process' });
        await server.run('new-session', '-d', '-s', 'second');
        await until(() => seen()?.sessions[0]?.name === 'second', { what: 'the second server' });
        expect(seen()?.server.pid).not.toBe(pid);
      },
      { session: null },
    ));

  it('hands over output byte for byte', () =>
    connected(async ({ server, tmux, printed }) => {
      const observed = await tmux.observe();
      const session = observed.ok ? observed.value.sessions[0]?.sessionId : undefined;
      expect(session !== undefined && (await tmux.hear(session))).toBe(true);
      await server.run(
        'send-keys',
        '-t',
        '%0',
        "printf '\\033]133;A\\007x\\\\y漢\\377<'; echo en''d",
        'Enter',
      );
      await until(() => printed('%0').includes('end'), { what: 'output' });
      expect(printed('%0')).toContain('\u001b]133;A\u0007x\\y漢\ufffd<end');
    }));

  it('classifies what tmux refuses', () =>
    connected(async ({ tmux }) => {
      expect(await tmux.command('kill-pane', '-t', '%99')).toMatchObject({
        failure: { code: 'pane_not_found' },
      });
      expect(await tmux.command('kill-session', '-t', '$99')).toMatchObject({
        failure: { code: 'session_not_found' },
      });
      expect(await tmux.command('select-layout', '-t', '@99', 'tiled')).toMatchObject({
        failure: {
          code: 'usage',
          message: 'There is no window @99.',
          data: { tmux: "can't find window: @99" },
        },
      });
      expect(await tmux.command('new-session', '-d', '-s', 'work')).toMatchObject({
        failure: { code: 'session_exists' },
      });
      const results = await tmux.sequence([['kill-pane', '-t', '%99'], ['list-sessions']]);
      expect(results.map((result) => result.ok)).toEqual([false, false]);
      expect(await tmux.sequence([])).toEqual([]);
      expect((await tmux.command('list-sessions')).ok).toBe(true);
    }));

  it('tells how a pane’s process ended', () =>
    connected(async ({ server, seen }) => {
      await server.run('set-option', '-g', 'remain-on-exit', 'on');
      await server.run('split-window', '-d', '-t', 'work:', 'exit 7');
      await server.run('split-window', '-d', '-t', 'work:', 'kill -9 $$');
      await until(
        () =>
          seen()?.panes.filter((pane) => pane.deadStatus !== null || pane.deadSignal !== null).length === 2,
        {
          what: 'both ends',
        },
      );
      const ends = seen()?.panes.map(({ deadStatus, deadSignal }) => [deadStatus, deadSignal]);
      expect(ends).toContainEqual([7, null]);
      expect(ends?.some(([, signal]) => signal === 9)).toBe(true);
    }));
});
