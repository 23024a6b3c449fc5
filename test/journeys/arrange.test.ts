import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PANECTL } from '../support/run-panectl.ts';
import { withPanelWindow } from './stage.ts';

it('shows who made whom, flat and sorted, while tmux keeps everything where it is', () =>
  withPanelWindow(async ({ tmux, press, sees }) => {
    const [web = ''] = (await tmux.lines('list-panes', '-s', '-t', 'shop', '-F', '#{@label} #{pane_id}'))
      .filter((line) => line.startsWith('web '))
      .map((line) => line.slice(4));
    await tmux.run('send-keys', '-t', web, `${PANECTL} -S ${tmux.socket} pane-create shop child`, 'Enter');
    await sees(/2 child/);
    const before = await tmux.lines('list-panes', '-a', '-F', '#{window_layout} #{pane_id}');
    await press('v');
    await sees(/panes {2}lineage/);
    await sees(/▾ \S +1 web.*\n│ {7}\S +2 child/);
    await press('v');
    await sees(/panes {2}flat/);
    await press('o', '4');
    await sees(/flat {2}by name/);
    await sees(/shop\/child.*\n.*shop\/main.*\n.*work\/sh.*\n.*shop\/web/);
    expect(await tmux.lines('list-panes', '-a', '-F', '#{window_layout} #{pane_id}')).toEqual(before);
  }));

it('writes the session of the row down', () =>
  withPanelWindow(async ({ house, press, sees }) => {
    await press('w');
    const session = /saved (shop|work)/.exec(await sees(/saved (shop|work)/))?.[1] ?? '';
    const text = readFileSync(join(house.home, 'saved', `${session}.yml`), 'utf8');
    expect(text).toContain(`session_name: ${session}\n`);
  }));
