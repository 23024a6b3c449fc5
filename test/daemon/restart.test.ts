import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';
import { isTmuxPaneId } from '../../src/domain/ids.ts';
import { until } from '../support/until.ts';
import { untilThere, withLife } from './life.ts';
import { at } from './real-daemon.ts';

const pick = (pane: unknown): unknown => Object.fromEntries(KEPT.map((key) => [key, at(pane, key)] as const));
const KEPT = [
  ...['session', 'session_id', 'pane_id', 'tmux_pane', 'label', 'owner', 'parent', 'metadata'],
  ...['command', 'created_at', 'exec_id', 'status', 'exit_code', 'dead'],
];

describe('a daemon that was killed', () => {
  it('finds everything again as it was', () =>
    withLife(async ({ ask, kill, revive, tmux }) => {
      const [pane = ''] = await tmux.lines('list-panes', '-t', 'work', '-F', '#{pane_id}');
      const as = { name: 'ann', tmuxPane: isTmuxPaneId(pane) ? pane : null };
      await ask('pane-create', { session: 'build', label: 'server', command: 'sleep 1000' }, as);
      await ask('pane-create', { session: 'build', label: 'over', command: 'exit 3', wait: 'exit' }, as);
      await ask('pane-create', { session: 'build', label: 'shell' }, as);
      await ask('pane-exec', { session: 'build', pane: 'shell', command: '(exit 4)', wait: true });
      await ask('pane-kill', { session: 'build', pane: 'main', force: true });
      await ask('pane-label', { session: 'build', pane: 'server', label: 'web' });
      await until(async () => at(await ask('pane-status', { session: 'build', pane: 'over' }), 'dead'), {
        what: 'the dead pane',
      });
      const before = await ask('pane-list-detailed', { session: 'build' });
      const sessions = await ask('session-list');
      await ask('pane-metadata-set', { session: 'build', pane: 'web', key: 'port', value: '80' });
      await kill();
      await revive();
      const after = await ask('pane-list-detailed', { session: 'build' });
      const panes = [0, 1, 2].map((index) => pick(at(before, 'panes', index)));
      expect(panes.map((each) => at(each, 'label'))).toEqual(['web', 'over', 'shell']);
      const [web, ...others] = [0, 1, 2].map((index) => pick(at(after, 'panes', index)));
      expect(others).toEqual(panes.slice(1));
      expect(web).toEqual({ ...Object(panes[0]), metadata: { port: 80 } });
      const strip = (list: unknown) =>
        ['work', 'build'].map((name) => {
          const all: unknown = at(list, 'sessions');
          const found: unknown = Array.isArray(all) ? all.find((each) => at(each, 'session') === name) : null;
          return ['session_id', 'owner', 'pane_count', 'created_at', 'attached'].map((key) => at(found, key));
        });
      expect(strip(await ask('session-list'))).toEqual(strip(sessions));
    }));

  it('leaves no pane standing still, no client and no second set of hooks', () =>
    withLife(async ({ ask, kill, revive, tmux, file, daemon }) => {
      const tick = `i=0; while :; do i=$((i+1)); echo "$i" | tee '${file('ticks')}'; sleep 0.05; done`;
      const flood = `i=0; while :; do i=$((i+1)); seq 5000; echo "$i" >'${file('floods')}'; done`;
      await ask('pane-create', { session: 'build', label: 'tick', command: tick });
      await ask('pane-create', { session: 'build', label: 'flood', command: flood });
      const read = (name: string) => Number(readFileSync(file(name), 'utf8'));
      await untilThere(file('ticks'));
      await untilThere(file('floods'));
      await until(() => read('floods') > 2, { what: 'a flood' });
      // Each daemon has a channel and an index of its own.
      const hooksNow = async () =>
        (await tmux.run('show-hooks', '-g')).replaceAll(/\[\d+\]|panectl-\d+/g, '');
      const hooks = await until(
        async () => {
          const now = await hooksNow();
          return now.includes('wait-for') ? now : null;
        },
        { what: 'hooks' },
      );
      await kill();
      await until(async () => (await tmux.lines('list-clients')).length === 0, { what: 'no clients' });
      const [ticks, floods] = [read('ticks'), read('floods')];
      await until(() => read('ticks') > ticks + 5 && read('floods') > floods + 3, {
        what: 'panes that go on',
      });
      await revive();
      await until(async () => (await hooksNow()) === hooks, { what: 'the same hooks' });
      const [ticksNow, floodsNow] = [read('ticks'), read('floods')];
      await until(() => read('ticks') > ticksNow + 5 && read('floods') > floodsNow + 3, {
        what: 'panes that go on',
      });
      await ask('daemon-stop');
      await daemon().ended;
      expect((await tmux.run('show-hooks', '-g')).includes('wait-for')).toBe(false);
      await until(async () => (await tmux.lines('list-clients')).length === 0, { what: 'no clients' });
    }));

  it('remembers a command that was accepted just before', () =>
    withLife(async ({ ask, kill, revive }) => {
      const exec = await ask('pane-exec', { session: 'build', pane: 'main', command: 'sleep 1000' });
      await kill();
      await revive();
      expect(await ask('exec-show', { exec_id: at(exec, 'exec_id') })).toMatchObject({
        command: 'sleep 1000',
      });
    }));
});

describe('the numbers of lines', () => {
  const print = (ask: (command: string, input?: unknown) => Promise<unknown>, count: number) =>
    ask('pane-exec', { session: 'build', pane: 'main', command: `seq ${count}`, wait: true });
  const cursorOf = async (ask: (command: string, input?: unknown) => Promise<unknown>) =>
    Number(at(await ask('pane-tail', { session: 'build', pane: 'main' }), 'output', 'next_cursor'));

  it('go on after a crash and are never used again, and what is not held is counted', () =>
    withLife(async ({ ask, kill, revive }) => {
      await print(ask, 3000);
      const before = await cursorOf(ask);
      await kill();
      await revive();
      const begin = await cursorOf(ask);
      expect(begin).toBeGreaterThanOrEqual(before);
      expect(await ask('pane-tail', { session: 'build', pane: 'main', since: before - 10 })).toMatchObject({
        output: { lines: [], lost: begin - before + 10, next_cursor: begin },
      });
      const exec = await print(ask, 5);
      expect(Number(at(exec, 'first_cursor'))).toBeGreaterThanOrEqual(begin);
      expect(at(exec, 'output', 'lines', 0, 'text')).toBe('1');
      expect(
        await ask('pane-has-pattern', { session: 'build', pane: 'main', pattern: '^2999$' }),
      ).toMatchObject({
        found: true,
      });
    }));

  it('lose nothing at an orderly end', () =>
    withLife(async ({ ask, daemon, revive }) => {
      await print(ask, 30);
      const before = await cursorOf(ask);
      await ask('daemon-stop');
      await daemon().ended;
      await revive();
      expect(await cursorOf(ask)).toBe(before);
    }));

  it('belong to a person’s panes as well', () =>
    withLife(async ({ ask, kill, revive, tmux }) => {
      const cursor = async () =>
        Number(at(await ask('pane-tail', { session: 'work', pane: '0' }), 'output', 'next_cursor'));
      await tmux.run('send-keys', '-t', 'work:', 'echo a; echo b', 'Enter');
      const before = await until(async () => ((await cursor()) >= 3 ? cursor() : null), { what: 'lines' });
      await kill();
      await revive();
      expect(await cursor()).toBeGreaterThanOrEqual(before);
      expect(await ask('pane-status', { session: 'work', pane: '0' })).toMatchObject({ owner: null });
    }));
});

describe('a tmux server that ends and comes back', () => {
  it('takes its execs, waits and records along', () =>
    withLife(async ({ ask, tmux, exec, execOf, talk }) => {
      await ask('pane-create', { session: 'build', label: 'long', command: 'echo old; sleep 1000' });
      const id = await execOf('long');
      await until(
        async () => at(await ask('pane-tail', { session: 'build', pane: 'long' }), 'output', 'lines', 0),
        { what: 'a line' },
      );
      const waiting = await talk();
      const waits = [
        waiting.call('pane-watch', { session: 'build', pane: 'long', pattern: 'never', timeout: '200s' }),
        waiting.call('wait-any', { conditions: ['pattern:build/long:never'], timeout: '200s' }),
        waiting.call('exec-wait', { exec_id: id, timeout: '200s' }),
      ].map((wait) => wait.then((answer) => JSON.stringify(answer)));
      // On the same connection, so the waits have begun when it is answered.
      await waiting.call('daemon-status', {});
      const pid = await tmux.serverPid();
      if (pid === null) throw new Error('no server');
      process.kill(pid, 'SIGKILL');
      const answers = await Promise.all(waits);
      for (const answer of answers) expect(answer).toContain('server_gone');
      // Its process ends a moment after its socket.
      await until(async () => at(await exec(id), 'outcome') === 'lost', { what: 'the exec to be lost' });
      expect(await exec(id)).toMatchObject({ outcome: 'lost', exit_code: null });
      waiting.close();
      await tmux.run(
        'new-session',
        '-d',
        '-s',
        'build',
        '-x',
        '200',
        '-y',
        '50',
        'echo new; exec sleep 1000',
      );
      const panes = await until(
        async () => {
          const list = await ask('pane-list-detailed', { session: 'build' }).catch(() => null);
          return at(list, 'panes', 0) === undefined ? null : list;
        },
        { what: 'the new session' },
      );
      expect(at(panes, 'panes', 0)).toMatchObject({ owner: null, exec_id: null, metadata: {} });
      await until(
        async () => {
          const lines = at(await ask('pane-tail', { session: 'build', pane: '0' }), 'output', 'lines');
          return JSON.stringify(lines).includes('old') ? Promise.reject(new Error('old lines')) : true;
        },
        { what: 'the record of the new pane' },
      );
      expect(await exec(id)).toMatchObject({ outcome: 'lost' });
    }));
});
