import { expect, it } from 'vitest';
import { labelsOf, untilTmux, withPanelWindow } from './stage.ts';

it('marks panes and acts on all of them at once', () =>
  withPanelWindow(async ({ tmux, press, type, sees, seesNo }) => {
    const paneOf = async (label: string): Promise<string> =>
      (await tmux.lines('list-panes', '-s', '-t', 'shop', '-F', '#{@label} #{pane_id}'))
        .find((line) => line.startsWith(`${label} `))
        ?.slice(label.length + 1) ?? '';
    const [main, web] = [await paneOf('main'), await paneOf('web')];
    await press('g', 'j', 'j', 'Space', 'j', 'Space');
    await sees('2 marked');
    await press('e');
    await type('sleep 1000');
    await press('Enter');
    await sees('runs in 2 panes');
    await untilTmux(tmux, main, '#{pane_current_command}', 'sleep');
    await untilTmux(tmux, web, '#{pane_current_command}', 'sleep');
    await press('X');
    await sees(/1 {2}interrupt/);
    await press('Enter');
    await untilTmux(tmux, main, '#{pane_current_command}', 'sh');
    await untilTmux(tmux, web, '#{pane_current_command}', 'sh');
    await press('r', 'C-u');
    await type('job');
    await press('Enter');
    await untilTmux(tmux, web, '#{@label}', 'job-2');
    await sees(/ 1 job-2/);
    await press('Escape');
    await seesNo('marked');
    await press('Space', 'x');
    await sees('Kill pane job-2');
    await press('y');
    await sees('killed pane job-2');
    expect(await labelsOf(tmux, 'shop')).toEqual(['job']);
  }));

it('makes a window, arranges it, swaps its panes and starts one again', () =>
  withPanelWindow(async ({ tmux, press, type, sees, seesNo }) => {
    const order = async (): Promise<string> =>
      (await tmux.lines('list-panes', '-t', 'shop:0', '-F', '#{@label}')).join(' ');
    await press('g', 'j', 'j');
    await sees(/▌ +\S +0 main/);
    expect(await order()).toBe('main web');
    await press('<');
    await sees('it is the first pane of its window');
    await press('>');
    await sees(/swapped main %\d+ with web/);
    expect(await order()).toBe('web main');
    await press('L');
    await sees('Layout of 0 ');
    await press('1');
    await sees('is even-horizontal now');
    await untilTmux(tmux, 'shop:0.0', '#{pane_at_top}#{pane_at_bottom}', '11');
    await press('A');
    await sees('New window in shop');
    await type('api');
    await press('Enter');
    await type('echo up; exec sleep 1000');
    await press('Enter');
    await sees('made pane api in shop');
    expect(await tmux.lines('list-windows', '-t', 'shop', '-F', '#{window_panes}')).toEqual(['2', '1']);
    await press('/');
    await type('api');
    await press('Enter');
    await seesNo(' 1 web');
    await sees(/▌ +\S +2 api/);
    const [, pane = ''] = /api (%\d+)/.exec(await sees(/api %\d+/)) ?? [];
    const before = await tmux.run('display-message', '-p', '-t', pane, '#{pane_pid}');
    await press('R');
    await sees(`Respawn api ${pane}?`);
    await press('y');
    await sees('respawned api');
    expect(await tmux.run('display-message', '-p', '-t', pane, '#{pane_pid}')).not.toBe(before);
  }));

it('stands still, steps through matches, and copies into the buffers of tmux', () =>
  withPanelWindow(async ({ tmux, press, type, sees, seesNo }) => {
    await tmux.run('set-option', '-s', 'set-clipboard', 'on');
    await press('f');
    await sees('frozen, 0 new');
    await tmux.run('rename-session', '-t', 'shop', 'store');
    await tmux.run('new-session', '-d', '-s', 'later');
    await sees(/frozen, [1-9]\d* new/);
    expect(await sees('shop')).not.toContain('later');
    await press('Escape');
    await sees('later');
    await press('/');
    await type('main|web');
    await press('Enter', 'g', 'n');
    await sees(/▌ +\S +0 main/);
    await press('n');
    await sees(/▌ +\S +1 web/);
    await press('y', '2');
    await sees('copied its label');
    expect(await tmux.run('show-buffer')).toBe('web');
    await press('N', 's');
    await type('echo to-copy-$((40+2))');
    await press('Enter');
    await sees('to-copy-42');
    await press('y', 'Enter');
    await sees('copied what it shows');
    expect(await tmux.run('show-buffer')).toMatch(/^to-copy-42$/m);
    await seesNo('frozen');
  }));
