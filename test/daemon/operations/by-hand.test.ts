import { describe, expect, test } from 'vitest';
import { paneMoveInput, paneSwapInput } from '../../../src/commands/pane-arrange.ts';
import { paneCreateInput, paneKillInput } from '../../../src/commands/pane-make.ts';
import { sessionCreateInput, sessionLayoutInput } from '../../../src/commands/sessions.ts';
import type { CallScope } from '../../../src/daemon/house.ts';
import { createOperations } from '../../../src/daemon/operations/operations.ts';
import { layoutChecksum } from '../../../src/tmux/layout-string.ts';
import { until } from '../../support/until.ts';
import { got, refusal, type SmallHouse, withHouse } from './small-house.ts';

/** A session `build` of ours, and what is done to it, by panectl and by a person. */
const withBuild = (body: (build: Build) => Promise<void>): Promise<void> =>
  withHouse(async (small) => {
    const { sessions } = small.as();
    await got(sessions.create(sessionCreateInput.parse({ session: 'build' })));
    await body({ ...small, ...actionsOn(small) });
  });

type Build = SmallHouse & ReturnType<typeof actionsOn>;

const actionsOn = ({ tmux, as, house }: SmallHouse) => {
  const make = (label: string, more: Readonly<Record<string, unknown>> = {}) =>
    as().panes.create(paneCreateInput.parse({ session: 'build', label, command: 'cat', ...more }));
  const look = () =>
    tmux.lines('list-panes', '-s', '-t', 'build', '-F', '#{@label} #{pane_width}x#{pane_height}');
  return {
    make,
    look,
    lay: (layout: string, more: Readonly<Record<string, unknown>> = {}) =>
      as().sessions.layout(sessionLayoutInput.parse({ session: 'build', layout, ...more })),
    kill: (pane: string) => as().panes.kill(paneKillInput.parse({ session: 'build', pane })),
    /** By a person, and until the daemon has seen it: no test depends on who is faster. */
    byHand: async (...words: readonly string[]) => {
      await tmux.run(...words);
      await got(house.observe(null));
    },
    /** The panes that stood before and have another size now. */
    changedBy: async (work: () => Promise<unknown>) => {
      const before = await look();
      await work();
      const after = await look();
      return before.filter((pane) => !after.includes(pane));
    },
  };
};

describe('a window that somebody arranged by hand', () => {
  test('keeps every other pane as it is when one is made or ends, until an arrangement is asked for', () =>
    withBuild(async ({ make, look, lay, kill, byHand, changedBy, tmux }) => {
      for (const label of ['a', 'b']) await got(make(label));
      expect(await look()).toEqual(['main 99x24', 'a 100x24', 'b 200x25']);
      await byHand('resize-pane', '-t', 'build:.0', '-x', '40', '-y', '12');
      expect(await changedBy(() => got(make('c')))).toEqual(['b 200x37']);
      expect(await look()).toEqual(['main 40x12', 'a 159x12', 'b 100x37', 'c 99x37']);
      await byHand('resize-pane', '-Z', '-t', 'build:.0');
      expect(await changedBy(() => got(make('zoomed')))).toEqual(['b 100x37']);
      expect(await tmux.run('display-message', '-p', '-t', 'build:', '#{window_zoomed_flag}')).toBe('1');
      await byHand('resize-pane', '-Z', '-t', 'build:.0');
      expect(await changedBy(() => got(kill('zoomed')))).toEqual(['b 100x18', 'zoomed 100x18']);
      await got(make('tiled', { layout: 'tiled' }));
      await got(make('again'));
      expect(new Set((await look()).map((line) => line.split('x')[1]))).toEqual(new Set(['16']));
      await byHand('split-window', '-d', '-t', 'build:.0', 'cat');
      expect(await changedBy(() => got(make('beside')))).toHaveLength(1);
      await got(lay('even-vertical'));
      expect(await changedBy(() => got(make('even')))).not.toHaveLength(1);
      await byHand('resize-pane', '-t', 'build:.0', '-y', '3');
      const left = () => tmux.run('show-options', '-wv', '-t', 'build:0', '@panectl_left');
      await until(async () => (await left()) === '', { what: 'the hand to be seen' });
      await byHand('resize-window', '-t', 'build:0', '-x', '180', '-y', '90');
      expect(await changedBy(() => got(make('last')))).toHaveLength(1);
    }));

  test('gets no pane where none has room, and moves and swaps change nothing else', () =>
    withBuild(async ({ make, look, byHand, changedBy, as }) => {
      for (const label of ['a', 'b']) await got(make(label));
      await byHand('resize-pane', '-t', 'build:.0', '-x', '40', '-y', '12');
      const { panes } = as();
      const at = (pane: string) => ({ session: 'build', pane });
      await got(panes.swap(paneSwapInput.parse({ ...at('a'), with: 'main' })));
      expect(await look()).toEqual(['a 40x12', 'main 159x12', 'b 200x37']);
      expect(
        await changedBy(() => got(panes.move(paneMoveInput.parse({ ...at('main'), window: 'new' })))),
      ).toEqual(['a 40x12', 'main 159x12']);
      await byHand('resize-window', '-t', 'build:0', '-x', '19', '-y', '4');
      const made = await got(make('c'));
      expect(made.window_id).not.toBe((await got(panes.find({ session: 'build', label: 'b' }))).window_id);
      expect(await refusal(make('d', { window: '0' }))).toBe('no_space');
    }));
});

describe('a window that only panectl arranged', () => {
  test('is arranged on after it was resized, after panes ended, were swapped and moved, and by another daemon', () =>
    withBuild(async ({ make, look, lay, byHand, as, tmux, house }) => {
      for (const label of ['a', 'b']) await got(make(label));
      await got(lay('main-vertical', { main_size: '60%' }));
      const left = () => tmux.run('show-options', '-wv', '-t', 'build:0', '@panectl_left');
      const layout = () => tmux.run('display-message', '-p', '-t', 'build:0', '#{window_layout}');
      const isFollowed = () =>
        until(async () => (await left()) === (await layout()), { what: 'what is left' });
      await byHand('resize-window', '-t', 'build:0', '-x', '120', '-y', '40');
      await isFollowed();
      await byHand('kill-pane', '-t', 'build:.2');
      await isFollowed();
      const { panes } = as();
      await got(panes.swap(paneSwapInput.parse({ session: 'build', pane: 'a', with: 'main' })));
      await got(make('c'));
      expect(await look()).toEqual(['a 71x40', 'main 48x19', 'c 48x20']);
      await got(make('elsewhere', { window: 'new' }));
      await got(panes.move(paneMoveInput.parse({ session: 'build', pane: 'elsewhere', window: '0' })));
      expect(await look()).toEqual(['a 71x40', 'elsewhere 48x12', 'main 48x12', 'c 48x14']);
      // What a daemon keeps by house is empty in a new one.
      const who = { kind: 'cli', name: 'tester', tmux_pane: null } as const;
      const next = createOperations({ ...house })({
        ...{ actor: who, owner: who, causedBy: null, signal: new AbortController().signal },
        caller: { ...CALLER, cwd: tmux.folder },
        ...{ readInput: async () => '', emit: () => undefined },
      });
      const input = { session: 'build', label: 'd', command: 'cat' };
      await got(next.panes.create(paneCreateInput.parse(input)));
      expect((await look()).map((line) => line.split('x')[0])).toEqual([
        'a 71',
        'elsewhere 48',
        'main 48',
        'c 48',
        'd 48',
      ]);
    }));
});

const CALLER: CallScope['caller'] = {
  kind: 'cli',
  ...{ name: 'tester', tmuxPane: null, stdoutIsTerminal: false, stdinIsTerminal: false },
  ...{ columns: 80, color: false, format: null, insideTmux: false, cwd: '/' },
};

describe('session-layout', () => {
  test('turns main layouts round on every tmux, with the same main pane, whoever comes and goes', () =>
    withBuild(async ({ make, look, lay, kill, tmux }) => {
      for (const label of ['a', 'b']) await got(make(label));
      const active = () => tmux.run('display-message', '-p', '-t', 'build:', '#{@label}');
      const main = async () =>
        (
          await tmux.lines(
            'list-panes',
            '-t',
            'build',
            '-F',
            '#{@label} #{pane_left},#{pane_top} #{pane_width}x#{pane_height}',
          )
        ).find((line) => line.startsWith('main '));
      await got(lay('main-vertical-mirrored', { main_size: '60%' }));
      expect([await main(), await active()]).toEqual(['main 81,0 119x50', 'main']);
      await got(lay('main-vertical-mirrored', { main_size: '120' }));
      await got(make('c'));
      expect([await main(), await active()]).toEqual(['main 80,0 120x50', 'main']);
      await got(kill('a'));
      expect([await main(), (await look()).length]).toEqual(['main 80,0 120x50', 3]);
      await got(lay('main-horizontal-mirrored', { main_size: '30' }));
      expect(await main()).toBe('main 0,20 200x30');
      await got(lay('main-horizontal'));
      expect(await main()).toBe('main 0,0 200x30');
    }));

  test('takes a layout string for these panes at this size, and refuses any other', () =>
    withBuild(async ({ make, look, lay, changedBy }) => {
      await got(make('a'));
      const signed = (body: string) => `${layoutChecksum(body)},${body}`;
      const half = signed('100x25,0,0{29x25,0,0,7,70x25,30,0,8}');
      expect(await refusal(lay(signed('100x25,0,0,7')))).toBe('usage');
      expect(await refusal(lay(half.replace(/^..../, 'ffff')))).toBe('usage');
      expect(await refusal(make('x', { layout: half }))).toBe('usage');
      await got(lay(half));
      expect(await look()).toEqual(['main 58x50', 'a 141x50']);
      expect(await changedBy(() => got(make('b')))).toEqual(['a 141x50']);
    }));
});
