import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { until } from '../support/until.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';
import { untilRuns, withoutIds, withSaved } from './saved-session.ts';

describe('session-save', () => {
  it('writes what a person would have written, and that makes the same session as it stood', () =>
    withSaved(async (house, text) => {
      const { tmux, ask } = house;
      expect(statSync(join(tmux.folder, 'a.yml')).mode & 0o777).toBe(0o600);
      await ask('session-kill', 'dev');
      await ask('session-create', 'dev', '--file', join(tmux.folder, 'a.yml'));
      await untilRuns(house);
      // The command says it again: seen, but `once` is over.
      await until(async () => at(await ask('rule-show', 'up'), 'hits') === 2, { what: 'the second time' });
      expect(await ask('rule-show', 'up')).toMatchObject({ fired: 1, hits: 2, state: 'armed' });
      await ask('session-save', 'dev', join(tmux.folder, 'b.yml'));
      expect(
        withoutIds(text('b.yml'))
          .replace('hits: 2', 'hits: 1')
          .replace(/ *suppressed: 1\n/, ''),
      ).toBe(withoutIds(text('a.yml')));
    }));
});

/** All that must be the same after a restore, in the order of the panes. */
const standing = async ({ tmux, ask }: PanectlHouse): Promise<unknown> => ({
  tmux: await tmux.lines(
    'list-panes',
    '-s',
    '-t',
    '=dev:',
    '-F',
    '#{window_index} #{?automatic-rename,-,#{window_name}} #{window_active} #{pane_active} #{window_zoomed_flag} #{synchronize-panes} #{?#{==:#{pane_title},editor},titled,} #{@label} #{pane_width}x#{pane_height}+#{pane_left}+#{pane_top} #{pane_current_path}',
  ),
  environment: await tmux.lines('show-environment', '-t', '=dev:', 'FOO'),
  panes: listIn(await ask('pane-list-detailed', 'dev'), 'panes').map((pane) =>
    ['pane_id', 'label', 'metadata', 'window_index'].map((key) => at(pane, key)),
  ),
  rules: listIn(await ask('rule-list', 'dev'), 'rules').map((rule) =>
    [
      'name',
      'event',
      'match',
      'if',
      'then',
      'fire',
      'cooldown',
      'state',
      'hits',
      'fired',
      'suppressed',
      'last_fired_at',
    ]
      .filter((key) => key !== 'name' || at(rule, key) === 'up')
      .map((key) => at(rule, key)),
  ),
});

const endServer = async ({ tmux, ask }: PanectlHouse): Promise<void> => {
  await tmux.run('kill-server');
  await until(async () => listIn(await ask('session-list'), 'sessions').length === 0, { what: 'the end' });
};

describe('session-restore', () => {
  it('brings back all that was saved after the tmux server was killed; nothing runs, and nothing old fires', () =>
    withSaved(async (house, text) => {
      const { tmux, ask, panectl } = house;
      const [before, file] = [await standing(house), join(tmux.folder, 'a.yml')];
      expect(await panectl('session-restore', file)).toMatchObject({
        status: 4,
        json: { error: { code: 'session_exists' } },
      });
      expect(await ask('session-restore', file, '--dry-run')).toMatchObject({
        plan: [{ session: 'dev', outcome: 'skipped', reason: 'it is alive' }],
      });
      await endServer(house);
      const plan = await ask('session-restore', file, '--dry-run');
      expect(plan).toMatchObject({ plan: [{ outcome: 'planned', reason: null, session_id: null }] });
      expect(await ask('session-list')).toEqual({ sessions: [] });
      const done = await ask('session-restore', file);
      expect(done).toMatchObject({
        restored: [{ session: 'dev', outcome: 'restored', panes: { length: 6 } }],
        pending_commands: [
          { pane_id: 1, label: 'server', command: 'echo up; exec sleep 1000' },
          { pane_id: 2, label: null, command: 'sleep 1000' },
        ],
      });
      expect(Object.keys(Object(at(done, 'map')))).toHaveLength(6);
      expect(await standing(house)).toEqual(before);
      expect(
        listIn(await ask('exec-list', 'dev'), 'execs').every((exec) => at(exec, 'outcome') === 'lost'),
      ).toBe(true);
      // What was not run is not forgotten by the next save.
      await ask('session-save', 'dev', join(tmux.folder, 'b.yml'));
      expect(withoutIds(text('b.yml'))).toBe(withoutIds(text('a.yml')));
      await endServer(house);
      await ask('session-restore', join(tmux.folder, 'b.yml'), '--run', 'auto');
      await untilRuns(house);
    }));

  it('says what is wrong, makes nothing by half, and goes on without a folder that has gone', () =>
    withSaved(async (house, text) => {
      const { tmux, ask, panectl } = house;
      await endServer(house);
      const [file, bad] = [join(tmux.folder, 'a.yml'), join(tmux.folder, 'bad.yml')];
      expect(await panectl('session-restore', join(tmux.folder, 'c.yml'))).toMatchObject({
        status: 3,
        json: { error: { code: 'file_not_found', data: { files: expect.arrayContaining(['a.yml']) } } },
      });
      writeFileSync(bad, text('a.yml').replace('then: notify gone', 'then: no-such-command'));
      expect(await panectl('session-restore', bad)).toMatchObject({
        status: 6,
        json: { error: { data: { file: 'bad.yml', caret: expect.stringContaining('^') } } },
      });
      writeFileSync(bad, text('a.yml').replace(/layout: \w+/, 'layout: ffff'));
      expect(await panectl('session-restore', bad)).toMatchObject({ status: 6 });
      expect(await panectl('session-restore')).toMatchObject({ status: 2 });
      expect(await ask('session-list')).toEqual({ sessions: [] });
      rmSync(join(tmux.folder, 'log'), { recursive: true });
      const done = await ask('session-restore', file, '--run', 'ask');
      const panes = listIn(listIn(done, 'restored')[0], 'panes');
      expect(
        panes.map((pane) => [at(pane, 'run'), at(pane, 'cwd') === tmux.folder, at(pane, 'reason')]),
      ).toEqual([
        [null, true, null],
        ['typed', true, null],
        ['typed', true, 'its folder log has gone'],
        [null, false, null],
        [null, true, 'its folder log has gone'],
        [null, true, 'its folder log has gone'],
      ]);
      const shows = async () => (await tmux.lines('capture-pane', '-p', '-t', '=dev:0.2')).join('');
      await until(async () => (await shows()).includes('sleep 1000'), { what: 'what is to be run' });
    }));

  it('has a snapshot of each change, the last one of what was killed, and none of nothing', () =>
    withSaved(async (house, text) => {
      const { ask, panectl } = house;
      const snapshots = async () => listIn(await ask('session-snapshots', 'dev'), 'snapshots');
      const newest = async () => {
        const file = at((await snapshots()).at(-1), 'file');
        return typeof file === 'string' ? readFileSync(file, 'utf8') : '';
      };
      await until(async () => (await newest()) === text('a.yml'), { what: 'the snapshot of all of it' });
      const before = await snapshots();
      await ask('pane-label', 'dev', 'b', 'c');
      await until(async () => (await newest()).includes('label: c'), { what: 'the next one' });
      expect((await snapshots()).slice(0, before.length)).toEqual(before);
      const last = await newest();
      await endServer(house);
      expect(await panectl('session-restore', '--last', 'nobody')).toMatchObject({
        status: 3,
        json: { error: { code: 'session_not_found', data: { sessions: expect.arrayContaining(['dev']) } } },
      });
      expect(await ask('session-restore', '--last', 'dev', '--dry-run')).toMatchObject({
        plan: [{ session: 'dev', outcome: 'planned' }],
      });
      expect(await newest()).toBe(last);
      await ask('session-restore', '--last', 'dev');
      const isAgain = (text: string): boolean => text !== last && withoutIds(text) === withoutIds(last);
      await until(async () => isAgain(await newest()), { what: 'one of the new session' });
      expect(statSync(String(at((await snapshots())[0], 'file'))).mode & 0o777).toBe(0o600);
    }));
});
