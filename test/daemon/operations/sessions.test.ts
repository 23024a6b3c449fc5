import { describe, expect, test } from 'vitest';
import { paneCreateInput } from '../../../src/commands/pane-make.ts';
import { paneHasPatternInput } from '../../../src/commands/pane-read.ts';
import { sessionCreateInput, sessionKillInput, sessionLayoutInput } from '../../../src/commands/sessions.ts';
import { cleanupInput, orchestrationLogInput } from '../../../src/commands/state.ts';
import { until } from '../../support/until.ts';
import { got, refusal, withHouse } from './small-house.ts';

const session = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  sessionCreateInput.parse({ session: name, ...more });
const pane = (label: string, more: Readonly<Record<string, unknown>> = {}) =>
  paneCreateInput.parse({ session: 'build', label, command: 'cat', ...more });

describe('session-create', () => {
  test('starts a server where none runs, with its size and name as they were asked for', () =>
    withHouse(
      async ({ tmux, as }) => {
        const { sessions } = as();
        expect(await got(sessions.list({ all: false }))).toEqual({ sessions: [] });
        expect(await refusal(sessions.kill(sessionKillInput.parse({ session: 'x' })))).toBe(
          'session_not_found',
        );
        const made = await got(sessions.create(session('a#b #{x}')));
        expect([made.session, made.pane_count, made.owner?.name]).toEqual(['a#b #{x}', 1, 'tester']);
        expect(made.panes[0]).toMatchObject({ label: 'main', width: 200, height: 50, cwd: tmux.folder });
        expect(await refusal(sessions.create(session('a#b #{x}')))).toBe('session_exists');
        const same = await got(sessions.create(session('a#b #{x}', { if_missing: true })));
        expect(same.session_id).toBe(made.session_id);
        expect(await refusal(sessions.create(session('other', { cwd: '/nowhere' })))).toBe('usage');
        const environment = await tmux.run('show-environment', '-g');
        expect(environment).not.toMatch(/^npm_|node_modules\/\.bin/m);
      },
      { session: null },
    ));
});

describe('session-create, where the server goes at the same moment', () => {
  test('starts the next one', () =>
    withHouse(async ({ house, tmux, as }) => {
      const { sessions } = as();
      // Without a session nobody of ours sits there, so that its end is noticed by who needs it.
      await tmux.run('set-option', '-s', 'exit-empty', 'off');
      await got(sessions.kill(sessionKillInput.parse({ session: 'work', force: true })));
      const pid = (await tmux.serverPid()) ?? 0;
      await until(() => house.tmux.link.kind === 'live' && house.tmux.isSettled, { what: 'a quiet moment' });
      process.kill(pid, 'SIGKILL');
      expect(await got(sessions.create(session('next')))).toMatchObject({ session: 'next', pane_count: 1 });
    }));
});

describe('session-kill', () => {
  test('leaves what a person made or is in', () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      const kill = (name: string, force = false, caller = as()) =>
        caller.sessions.kill(sessionKillInput.parse({ session: name, force }));
      const made = await got(sessions.create(session('build')));
      await got(panes.create(pane('a')));
      expect(await refusal(kill('work'))).toBe('refused_foreign');
      const inside = as({ tmuxPane: made.panes[0]?.tmux_pane ?? null });
      expect(await refusal(kill('build', false, inside))).toBe('refused_self');
      expect(await refusal(kill('work', true, as({}, { kind: 'rule' })))).toBe('refused_foreign');
      expect(await got(kill('build'))).toEqual({ session: 'build', panes_killed: 2 });
      expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toEqual(['work']);
    }));
});

describe('session-layout', () => {
  test("arranges our windows and keeps to it, a person's only by force and without a trace", () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      const layout = (name: string, more: Readonly<Record<string, unknown>>) =>
        sessions.layout(sessionLayoutInput.parse({ session: name, ...more }));
      await got(sessions.create(session('build')));
      await got(panes.create(pane('a')));
      await got(layout('build', { layout: 'main-vertical', main_size: '60%' }));
      await got(panes.create(pane('b')));
      const { panes: all } = await got(panes.listDetailed({ session: 'build', mine: false, all: false }));
      expect(all[0]).toMatchObject({ label: 'main', height: 50 });
      expect(all[0]?.width).toBeGreaterThan(110);
      expect(await refusal(layout('build', { layout: 'nonsense' }))).toBe('usage');
      expect(await refusal(layout('build', { layout: 'tiled', main_size: '3' }))).toBe('usage');
      await tmux.run('split-window', '-t', 'work', 'cat');
      expect(await refusal(layout('work', { layout: 'even-horizontal' }))).toBe('refused_foreign');
      const forced = { layout: 'main-vertical', main_size: '30', force: true };
      expect((await got(layout('work', forced))).layout).toContain('{30x');
      expect(await tmux.lines('show-options', '-w', '-t', 'work')).toEqual([]);
    }));
});

describe('state', () => {
  test('the log tells who did what, from a number, a time or a while ago on', () =>
    withHouse(async ({ as }) => {
      const { sessions, panes, state } = as();
      await got(sessions.create(session('build')));
      const read = (more: Readonly<Record<string, unknown>>) =>
        state.log(orchestrationLogInput.parse({ session: 'build', ...more }));
      const first = await got(read({}));
      expect(first.events.map(({ type }) => type)).toEqual(['session.created', 'pane.created']);
      await got(panes.create(pane('a')));
      const next = await got(read({ since: String(first.next_seq) }));
      expect(next.events.map(({ type, actor }) => [type, actor.name])).toEqual([
        ['pane.created', 'tester'],
        ['exec.started', 'tester'],
      ]);
      expect((await got(read({ since: '10m', type: 'pane.*' }))).events).toHaveLength(2);
      expect(await refusal(read({ since: 'yesterday' }))).toBe('usage');
      const { rows } = await got(
        state.query({ sql: "select count(*) from events where type = 'pane.created'" }),
      );
      expect(rows).toEqual([[2]]);
      expect(await refusal(state.query({ sql: 'delete from events' }))).toBe('usage');
    }));

  test('cleanup removes what panectl made and nothing else', () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes, state } = as();
      await got(sessions.create(session('build')));
      await got(as({}, { name: 'other' }).panes.create(pane('theirs')));
      await got(panes.create(pane('in-work', { session: 'work' })));
      const clean = (more: Readonly<Record<string, unknown>>) => state.cleanup(cleanupInput.parse(more));
      const planned = await got(clean({ dry_run: true, mine: true }));
      expect([planned.sessions, planned.panes.length]).toEqual([[], 2]);
      await got(clean({ mine: true }));
      expect(await tmux.lines('list-panes', '-a', '-F', '#{session_name} #{@label}')).toEqual([
        'build theirs',
        'work ',
      ]);
      expect((await got(clean({}))).sessions).toEqual(['build']);
      expect(await tmux.lines('list-panes', '-a')).toHaveLength(1);
    }));

  test('a pattern is found on the screen, with its groups, and a wrong one shown with a caret', () =>
    withHouse(async ({ as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(session('build')));
      await got(panes.create(pane('p', { command: 'echo port 8080; echo port 9090; cat' })));
      const look = (pattern: string) =>
        panes.hasPattern(paneHasPatternInput.parse({ session: 'build', pane: 'p', pattern }));
      const found = await until(
        async () => {
          const answer = await got(look('port (?<n>[0-9]+)'));
          return answer.groups.n === '9090' && answer;
        },
        { what: 'the line' },
      );
      expect(found).toMatchObject({ found: true, line: 'port 9090', cursor: 1 });
      expect((await got(look('(?P<n>nothing)'))).found).toBe(false);
      expect(await refusal(look('(?=x)'))).toBe('invalid_pattern');
    }));
});
