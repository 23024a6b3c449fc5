import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isTmuxPaneId, type TmuxPaneId } from '../../src/domain/ids.ts';
import type { Caller } from '../../src/protocol/call.ts';
import { until } from '../support/until.ts';
import { at, type Stage, withStage } from './real-daemon.ts';

const PANECTL = fileURLToPath(new URL('../../bin/panectl', import.meta.url));
const TERMINAL = { stdinIsTerminal: true, stdoutIsTerminal: true };

describe('the panel', () => {
  it('gets one window of its own in tmux, which is found again and is in no list', () =>
    withStage(async (stage) => {
      const { start, ask, tmux } = stage;
      start();
      const caller = await inside(stage);
      const made = await ask('panel', {}, caller);
      expect(made).toMatchObject({ session: 'work', window: 'panel' });
      const window = String(at(made, 'window_id'));
      await until(async () => (await tmux.run('capture-pane', '-p', '-t', window)).includes('panectl'), {
        what: 'the panel on its screen',
      });
      expect(await ask('panel', {}, caller)).toMatchObject({ tmux_pane: at(made, 'tmux_pane') });
      expect(await tmux.lines('list-windows', '-t', 'work', '-F', '#{window_name} #{window_active}')).toEqual(
        [expect.stringMatching(/ 0$/), 'panel 1'],
      );
      expect(await ask('pane-count', { session: 'work' })).toEqual({ count: 1 });
    }));

  it('tells the process in its own window to run there, and one on another terminal as well', () =>
    withStage(async (stage) => {
      const { start, ask } = stage;
      start();
      const caller = await inside(stage);
      const made = await ask('panel', { session: 'work' }, caller);
      const own = { ...caller, tmuxPane: paneOf(at(made, 'tmux_pane')) };
      const here = { kind: 'panel', session: 'work', plain: null };
      expect(await ask('panel', { session: 'work' }, own)).toMatchObject(here);
      expect(await ask('panel', { session: 'work' }, { ...TERMINAL })).toMatchObject(here);
      await expect(ask('panel', {}, {})).rejects.toThrow('usage');
    }));

  it('opens from a shell in a pane with the real program', () =>
    withStage(async ({ start, ask, tmux, home }) => {
      start();
      await ask('session-list');
      await tmux.run('send-keys', '-t', 'work', `PANECTL_HOME=${home} ${PANECTL} panel`, 'Enter');
      await until(
        async () =>
          (await tmux.lines('list-windows', '-F', '#{window_name} #{@panectl}')).includes('panel panel'),
        { what: 'the window' },
      );
      await until(async () => (await tmux.run('capture-pane', '-p', '-t', 'work:panel')).includes('work'), {
        what: 'the panel',
      });
      await tmux.run('send-keys', '-t', 'work:panel', 'q');
      await until(async () => (await tmux.lines('list-windows')).length === 1, {
        what: 'the window to close',
      });
    }));
});

const inside = async ({ ask }: Stage): Promise<Partial<Caller>> => {
  const pane = at(await ask('pane-list', { session: 'work' }), 'panes', 0, 'tmux_pane');
  return { ...TERMINAL, tmuxPane: paneOf(pane), insideTmux: true };
};

const paneOf = (value: unknown): TmuxPaneId => {
  if (typeof value !== 'string' || !isTmuxPaneId(value)) throw new Error(`no pane: ${String(value)}`);
  return value;
};
