import { expect, it } from 'vitest';
import { PANECTL } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { labelsOf, operatorClients, untilTmux, withPanelWindow } from './stage.ts';

it('has one window of its own, which is selected again and listed nowhere', () =>
  withPanelWindow(async ({ tmux, house, press, type, sees, seesNo }) => {
    expect(await sees(' 1 web')).not.toMatch(/\d panel\b|panectl panel|pane\.created +%\d+ .*panel/);
    await press('C-b', '0');
    await seesNo(' 1 web');
    await type(`${PANECTL} -S ${tmux.socket} panel`);
    await press('Enter');
    await sees(' 1 web');
    expect(await tmux.lines('list-windows', '-t', 'work', '-F', '#{window_name}')).toHaveLength(2);
    expect(await house.ask('pane-count', 'work')).toEqual({ count: 1 });
    const status = () => tmux.run('show-options', '-gqv', '@panectl_status');
    await until(async () => /^\d running/.test(await status()), { what: 'a text for status lines' });
    await press('q');
    await seesNo(' 1 web');
    await until(async () => (await status()) === '', { what: 'that text to go' });
    await until(async () => (await tmux.lines('list-windows', '-t', 'work')).length === 1, {
      what: "the panel's window to close",
    });
  }));

it('makes, labels, runs, types, sends keys, zooms and kills, each as its key says', () =>
  withPanelWindow(async ({ tmux, press, type, sees, seesNo }) => {
    await press('a');
    await sees('New pane in shop');
    await type('api');
    await press('Enter', 'Enter');
    await sees('made pane api in shop');
    expect(await labelsOf(tmux, 'shop')).toContain('api');
    await seesNo('made pane api');

    await press('/');
    await type('api');
    await press('Enter');
    const focused = /▌ +\S +2 api/;
    await seesNo(' 1 web');
    await sees(focused);
    await press('Escape');
    await sees(' 1 web');
    await sees(focused);
    const [, pane = ''] = /api (%\d+)/.exec(await sees(/api %\d+/)) ?? [];

    await press('r');
    await sees('Label api');
    await press('C-u');
    await type('backend');
    await press('Enter');
    await sees('is now backend');
    await untilTmux(tmux, pane, '#{@label}', 'backend');
    await sees(/▌ +\S +2 backend/);

    await press('s');
    await type('echo typed-$((40+2))');
    await press('Enter');
    await sees('sent to backend');
    await sees(/^.*typed-42/m);

    await press('e');
    await type('sleep 1000');
    await press('Enter');
    await untilTmux(tmux, pane, '#{pane_current_command}', 'sleep');
    await sees(/● +2 backend +sleep 1000/);
    await press('S');
    await type('C-c');
    await press('Enter');
    await untilTmux(tmux, pane, '#{pane_current_command}', 'sh');

    await press('z');
    await untilTmux(tmux, pane, '#{window_zoomed_flag}', '1');
    await press('z');
    await untilTmux(tmux, pane, '#{window_zoomed_flag}', '0');

    await press('x');
    await sees(`Kill pane backend ${pane}?`);
    await press('Enter');
    await seesNo('Kill pane');
    await press('x');
    await sees('Kill pane');
    await press('n');
    await seesNo('Kill pane');
    expect(await labelsOf(tmux, 'shop')).toContain('backend');
    await press('x', 'y');
    await sees('killed pane backend');
    expect(await labelsOf(tmux, 'shop')).not.toContain('backend');
    await seesNo(/ \d backend/);
  }));

it("asks once more before a person's pane is touched, and shows what went wrong", () =>
  withPanelWindow(async ({ tmux, press, type, sees, seesNo }) => {
    await press('G');
    await sees(/▌ +\S +0 sh/);
    await press('s');
    await type('echo mine-$((1+1))');
    await press('Enter');
    await sees('Do it all the same?');
    await press('Escape');
    await seesNo('Do it all the same?');
    expect(await tmux.run('capture-pane', '-p', '-t', 'work:0')).not.toContain('mine-2');
    await press('g', 'j', 'j', 'r', 'C-u');
    await type('web');
    await press('Enter');
    await sees(/web.*(exist|taken|already)/);
  }));

it('goes to a pane with the pressing client only, and tmux says how to come back', () =>
  withPanelWindow(async ({ tmux, terminal, press, sees }) => {
    await terminal.run(
      'new-window',
      '-d',
      '-t',
      'screen:1',
      `env -u TMUX tmux -S ${tmux.socket} attach -t work`,
    );
    await until(async () => (await operatorClients(tmux)).length === 2, { what: 'a second client' });
    await press('j', 'Enter');
    await sees('prefix L brings you back');
    const sessions = (await operatorClients(tmux)).map((line) => line.split(' ').at(-1));
    expect(sessions).toHaveLength(2);
    expect(new Set(sessions)).toEqual(new Set(['shop', 'work']));
    await untilTmux(tmux, 'shop:', '#{@label}', 'web');
    await press('C-b', 'L');
    await sees(' 1 web');
  }));
