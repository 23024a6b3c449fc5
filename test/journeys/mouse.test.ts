import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { untilTmux, withPanelOutside } from './stage.ts';

it('a click chooses, the wheel moves, and the terminal forgets the mouse when the panel closes', () =>
  withPanelOutside(async ({ terminal, house, press, sees }) => {
    const hex = (text: string): string[] => [...Buffer.from(text)].map((byte) => byte.toString(16));
    const mouse = (button: number, text: string, screen: string): Promise<string> => {
      const y = screen.split('\n').findIndex((row) => row.includes(text)) + 1;
      return terminal.run('send-keys', '-t', 'screen:', '-H', ...hex(`\u001b[<${button};8;${y}M`));
    };
    await press('Enter');
    const screen = await sees(' 1 web');
    await untilTmux(terminal, 'screen:', '#{mouse_standard_flag}#{mouse_sgr_flag}', '11');
    await mouse(0, ' 1 web', screen);
    await sees(/▌ +\S +1 web/);
    await mouse(64, ' 1 web', screen);
    await sees(/▌ +▾ shop/);
    await press('M');
    await untilTmux(terminal, 'screen:', '#{mouse_any_flag}', '0');
    await press('M');
    await untilTmux(terminal, 'screen:', '#{mouse_any_flag}', '1');
    await press('q');
    await sees('ended: 0');
    await untilTmux(terminal, 'screen:', '#{mouse_any_flag}#{mouse_sgr_flag}', '00');
    expect(await house.tmux.lines('list-sessions')).toHaveLength(2);
  }));

it('the mouse belongs to tmux while that has the terminal, and to the panel afterwards', () =>
  withPanelOutside(async ({ terminal, press, sees }) => {
    await press('Enter');
    await sees(' 1 web');
    await untilTmux(terminal, 'screen:', '#{mouse_any_flag}', '1');
    await press('Enter');
    await sees('prefix d brings you back');
    await untilTmux(terminal, 'screen:', '#{mouse_any_flag}', '0');
    await press('C-b', 'd');
    await sees(' 1 web');
    await untilTmux(terminal, 'screen:', '#{mouse_any_flag}', '1');
  }));

it('the settings leave the mouse to the terminal', () =>
  withPanelOutside(async ({ terminal, house, press, sees }) => {
    writeFileSync(join(house.home, 'config.yml'), 'panel:\n  mouse: off\n');
    await press('Enter');
    await sees(' 1 web');
    await untilTmux(terminal, 'screen:', '#{alternate_on}#{mouse_any_flag}', '10');
    await press('M');
    await untilTmux(terminal, 'screen:', '#{mouse_any_flag}', '1');
  }));
