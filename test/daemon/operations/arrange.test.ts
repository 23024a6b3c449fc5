import { describe, expect, test } from 'vitest';
import { paneMoveInput, paneSwapInput } from '../../../src/commands/pane-arrange.ts';
import { paneCreateInput, paneRespawnInput } from '../../../src/commands/pane-make.ts';
import { paneLabelInput, paneMetadataSetInput } from '../../../src/commands/pane-mark.ts';
import { paneSendKeysInput } from '../../../src/commands/pane-type.ts';
import { sessionCreateInput } from '../../../src/commands/sessions.ts';
import { until } from '../../support/until.ts';
import { got, refusal, withHouse } from './small-house.ts';

const build = sessionCreateInput.parse({ session: 'build' });
const pane = (label: string, more: Readonly<Record<string, unknown>> = {}) =>
  paneCreateInput.parse({ session: 'build', label, command: 'cat', ...more });
const at = (which: string, session = 'build') => ({ session, pane: which });

describe('panes', () => {
  test('move to a new window and back, swap, zoom and are selected, and keep their numbers', () =>
    withHouse(async ({ as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const made = await got(panes.create(pane('a')));
      const moved = await got(panes.move(paneMoveInput.parse({ ...at('a'), window: 'new' })));
      expect(moved.window_id).not.toBe(made.window_id);
      const back = await got(panes.move(paneMoveInput.parse({ ...at('a'), window: made.window_id })));
      expect([back.window_id, back.pane_id, back.active]).toEqual([made.window_id, 1, false]);
      expect(await refusal(panes.move(paneMoveInput.parse({ ...at('a'), window: made.window_id })))).toBe(
        'usage',
      );
      await got(panes.swap(paneSwapInput.parse({ ...at('a'), with: 'main' })));
      expect((await got(panes.select(at('a')))).active).toBe(true);
      const zoomed = await got(panes.zoom({ ...at('a'), force: false }));
      expect([zoomed.width, zoomed.height]).toEqual([200, 50]);
      await got(panes.create(pane('b')));
      expect((await got(panes.status(at('a')))).width).toBe(200);
      expect(await refusal(panes.move(paneMoveInput.parse({ ...at('0', 'work'), window: 'new' })))).toBe(
        'refused_foreign',
      );
    }));

  test('stand beside the active pane where a split is asked for, and in a window by name', () =>
    withHouse(async ({ tmux, as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const beside = await got(panes.create(pane('beside', { split: 'h', size: '50' })));
      expect([beside.width, beside.height, beside.label]).toEqual([50, 50, 'beside']);
      const inNew = await got(panes.create(pane('new', { window: 'new' })));
      expect(inNew.window_id).not.toBe(beside.window_id);
      await tmux.run('rename-window', '-t', 'work', 'theirs');
      await until(
        async () =>
          (await refusal(panes.create(pane('t', { session: 'work', window: 'theirs' })))) === 'no failure',
        { what: 'the new name' },
      );
      expect(await tmux.lines('list-panes', '-t', 'work', '-F', '#{pane_active} #{@label}')).toEqual([
        '1 ',
        '0 t',
      ]);
    }));

  test('start again in their place, by if-missing only when they are dead', () =>
    withHouse(async ({ as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const first = await got(panes.create(pane('job', { command: 'exit 4' })));
      // The leader tells the end, and is itself gone a moment later.
      const hasEnded = async () => (await got(panes.status(at('job')))).dead;
      await until(hasEnded, { what: 'the end' });
      const again = await got(panes.create(pane('job', { if_missing: true, command: undefined })));
      expect([again.tmux_pane, again.command]).toEqual([first.tmux_pane, 'exit 4']);
      await until(hasEnded, { what: 'the second end' });
      expect((await got(panes.status(at('job')))).status).toBe('failed');
      const other = await got(panes.respawn(paneRespawnInput.parse({ ...at('job'), command: 'cat' })));
      expect([other.dead, other.command, other.status]).toEqual([false, 'cat', 'running']);
      expect(other.exec_id).not.toBe(again.exec_id);
    }));

  test('go with their command where they are not to be kept', () =>
    withHouse(async ({ as }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      const made = await panes.create(pane('brief', { command: 'sleep 0.05', no_keep: true }));
      expect(made.ok).toBe(true);
      await until(async () => (await refusal(panes.status(at('brief')))) === 'pane_not_found', {
        what: 'its end',
      });
    }));

  test("carry labels and metadata, a person's as well", () =>
    withHouse(async ({ tmux, as }) => {
      const { panes } = as();
      const label = (text: string, which = '0') =>
        panes.label(paneLabelInput.parse({ ...at(which, 'work'), label: text }));
      expect((await got(label('db'))).label).toBe('db');
      expect(await tmux.run('show-options', '-pv', '-t', 'work', '@label')).toBe('db');
      await got(panes.create(pane('other', { session: 'work' })));
      expect(await refusal(label('db', 'other'))).toBe('label_exists');
      const set = (value: string) =>
        panes.metadataSet(paneMetadataSetInput.parse({ ...at('db', 'work'), key: 'k', value }));
      expect((await got(set('{"a":[1]}'))).value).toEqual({ a: [1] });
      expect((await got(set('plain text'))).value).toBe('plain text');
      expect(await got(panes.metadataGet(at('db', 'work')))).toEqual({ metadata: { k: 'plain text' } });
      expect(await got(panes.metadataGet({ ...at('db', 'work'), key: 'none' }))).toEqual({
        key: 'none',
        value: null,
      });
    }));

  test('get what standard input holds, and a secret stays out of the log', () =>
    withHouse(async ({ house, as, tmux }) => {
      const { sessions, panes } = as();
      await got(sessions.create(build));
      await got(panes.create(pane('cat')));
      const send = (more: Readonly<Record<string, unknown>>) =>
        panes.sendKeys(paneSendKeysInput.parse({ ...at('cat'), ...more }));
      expect(await refusal(send({}))).toBe('usage');
      expect(await refusal(send({ keys: ['x'], secret: true }))).toBe('usage');
      await got(send({ secret: true, enter: true }));
      await until(
        async () => (await tmux.run('capture-pane', '-p', '-t', '%2')).includes('from input\nfrom input'),
        {
          what: 'the echo of cat',
        },
      );
      expect(JSON.stringify([house.store.getState().events, house.tmux.recentCommands])).not.toContain(
        'from input',
      );
    }));

  test('are made also where the global window-size is manual', () =>
    withHouse(async ({ as, tmux }) => {
      const { sessions, panes } = as();
      await tmux.run('set-option', '-gw', 'window-size', 'manual');
      await got(sessions.create(build));
      const made = await got(panes.create(pane('a', { window: 'new' })));
      expect([made.width, made.height]).toEqual([200, 50]);
      expect(await tmux.run('show-options', '-gwv', 'window-size')).toBe('manual');
    }));
});
