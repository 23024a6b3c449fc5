import { truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withStage } from '../daemon/real-daemon.ts';
import { at, listIn } from '../support/fields.ts';
import { until } from '../support/until.ts';
import { type PanectlHouse, withPanectl } from '../support/with-panectl.ts';
import { killAtWindow } from './killed-amid.ts';

const CONFIG = ['set -g default-shell /bin/bash', "set -g default-command ''"];

const outcomes = (answer: unknown, key: 'plan' | 'restored'): readonly unknown[] =>
  listIn(answer, key).map((each) => [at(each, 'session'), at(each, 'outcome'), at(each, 'reason')]);

const snapshotsOf = async ({ ask }: PanectlHouse, session: string): Promise<readonly unknown[]> =>
  listIn(await ask('session-snapshots', session), 'snapshots');

const untilSaved = (house: PanectlHouse, session: string, panes: number): Promise<unknown> =>
  until(async () => at((await snapshotsOf(house, session)).at(-1), 'panes') === panes, {
    what: `the snapshot of ${session} with ${panes} panes`,
  });

describe('session-restore --all', () => {
  it('brings back what is not there, once, and says what becomes of each session', () =>
    withPanectl(
      async (house) => {
        const { tmux, ask, panectl } = house;
        for (const name of ['b', 'c']) await ask('session-create', name);
        await ask('pane-create', 'b', 'second');
        await untilSaved(house, 'work', 1);
        await untilSaved(house, 'b', 2);
        await untilSaved(house, 'c', 1);
        // The newest one is no whole file: the one before it is taken.
        await ask('pane-create', 'c', 'second');
        await untilSaved(house, 'c', 2);
        await tmux.run('kill-session', '-t', '=b');
        await tmux.run('kill-session', '-t', '=c');
        await until(async () => listIn(await ask('session-list'), 'sessions').length === 1, {
          what: 'the end of two',
        });
        const newest = String(at((await snapshotsOf(house, 'c')).at(-1), 'file'));
        truncateSync(newest, 0);
        const [alive] = await tmux.lines('list-panes', '-t', '=work:', '-F', '#{pane_id} #{pane_pid}');
        const older = `of an older snapshot: ${basename(newest)} can not be read`;
        expect(outcomes(await ask('session-restore', '--all', '--dry-run'), 'plan')).toEqual([
          ['b', 'planned', null],
          ['c', 'planned', older],
          ['work', 'skipped', 'it is alive'],
        ]);
        expect(listIn(await ask('session-list'), 'sessions')).toHaveLength(1);
        const both = await Promise.all([
          ask('session-restore', '--all'),
          panectl('session-restore', '--last', 'b'),
        ]);
        const all = outcomes(both[0], 'restored');
        const isFirst = at(both[1].json, 'ok') === true;
        expect(all).toEqual([
          isFirst ? ['b', 'skipped', 'it is alive'] : ['b', 'restored', null],
          ['c', 'restored', older],
          ['work', 'skipped', 'it is alive'],
        ]);
        if (!isFirst) expect(at(both[1].json, 'error', 'code')).toBe('session_exists');
        expect(await tmux.lines('list-panes', '-t', '=b:')).toHaveLength(2);
        expect(await tmux.lines('list-panes', '-t', '=work:', '-F', '#{pane_id} #{pane_pid}')).toEqual([
          alive,
        ]);
        const listed = listIn(await ask('session-snapshots'), 'snapshots').map((each) =>
          Object.values(Object(each)),
        );
        const rows = at(await ask('query', 'SELECT * FROM snapshots ORDER BY snapshot_id'), 'rows');
        expect(Array.isArray(rows) ? rows.slice(0, listed.length) : []).toEqual(listed);
        await untilSaved(house, 'c', 1);
      },
      { config: CONFIG },
    ));

  it('makes what others need first, and a session that showed the windows of another one shows them again', () =>
    withPanectl(
      async (house) => {
        const { tmux, ask } = house;
        await ask('session-create', 'b');
        await tmux.run('new-session', '-d', '-t', '=b', '-s', 'a');
        await untilSaved(house, 'a', 1);
        const end = async (name: string) => tmux.run('kill-session', '-t', `=${name}`);
        await end('a');
        await end('b');
        await until(async () => listIn(await ask('session-list'), 'sessions').length === 1, {
          what: 'the end',
        });
        const expected = (outcome: string) => [
          ['a', outcome, 'shows the windows of b'],
          ['b', outcome, null],
          ['work', 'skipped', 'it is alive'],
        ];
        const plan = await ask('session-restore', '--all', '--dry-run');
        expect(outcomes(plan, 'plan')).toEqual(expected('planned'));
        const done = await ask('session-restore', '--all');
        expect(outcomes(done, 'restored')).toEqual(expected('restored'));
        const windows = (name: string) => tmux.lines('list-windows', '-t', `=${name}:`, '-F', '#{window_id}');
        expect(await windows('a')).toEqual(await windows('b'));
      },
      { config: CONFIG },
    ));

  it('leaves nothing half-made when panectl is killed in the middle', () =>
    withStage(
      async ({ tmux, start, talk, ask }) => {
        const file = join(tmux.folder, 'many.yml');
        writeFileSync(file, `session_name: dev\nwindows: [${'{},'.repeat(60)}]`);
        const daemon = start();
        const connection = await talk();
        const windows = () => tmux.lines('list-windows', '-t', '=dev:').catch(() => []);
        await killAtWindow(tmux, 6, daemon.process.pid);
        void connection.call('session-restore', { file });
        await daemon.ended;
        connection.close();
        expect(await windows()).toHaveLength(6);
        const again = start();
        await until(async () => (await windows()).length === 0, { what: 'the half of it to be taken away' });
        expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toEqual(['work']);
        writeFileSync(file, 'session_name: dev\nwindows: [{}, {}]');
        await ask('session-restore', { file });
        expect(await windows()).toHaveLength(2);
        // One that is met and restored at once.
        again.process.kill('SIGKILL');
        await again.ended;
        const half = ['new-session', '-d', '-s', 'half', 'sleep', '1000000'];
        await tmux.run(
          ...half,
          ';',
          'set',
          '@panectl_making',
          file,
          ';',
          'set',
          '@panectl_restoring',
          'held',
        );
        await tmux.run(
          'new-session',
          '-d',
          '-s',
          'less',
          'sleep',
          '1000000',
          ';',
          'set',
          '@panectl_owner',
          'file',
        );
        await tmux.run('new-session', '-d', '-s', 'mine', 'sleep', '1000000');
        writeFileSync(file, 'session_name: half\nwindows: [{}, {}, {}]');
        start();
        await ask('session-restore', { file });
        expect(await tmux.lines('list-windows', '-t', '=half:')).toHaveLength(3);
        const sessions = () => tmux.lines('list-sessions', '-F', '#{session_name}');
        await until(async () => !(await sessions()).includes('less'), { what: 'the beginning of one to go' });
        expect(await sessions()).toEqual(['dev', 'half', 'mine', 'work']);
      },
      { config: CONFIG },
    ));
});
