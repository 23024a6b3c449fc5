import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PANECTL } from '../support/run-panectl.ts';
import { until } from '../support/until.ts';
import { labelsOf, withPanelWindow } from './stage.ts';

it('runs any command that is typed after a colon, completed and with the selected pane filled in', () =>
  withPanelWindow(async ({ tmux, press, type, sees, seesNo }) => {
    await press('j');
    await sees(/▌ +\S +1 web/);
    await press(':');
    await sees('Tab complete');
    await type('plab');
    await sees('pane-label <session> <pane> <label>');
    await press('Tab');
    await sees('▏shop web');
    await press('Right');
    await type(' shelf');
    await press('Enter');
    await sees('pane-label: done');
    expect(await labelsOf(tmux, 'shop')).toContain('shelf');

    await press(':');
    await type('pane-list shop');
    await press('Enter');
    await sees(/COMMAND[\s\S]*1 +%\d+ +shelf/);
    await press('q');
    await seesNo('COMMAND');
    await press(':', 'Up', 'Up');
    await sees('pane-label shop web shelf▏');
    await press('Enter');
    await sees(/no pane web|web.*shelf/);
  }));

it('shows what was run on tmux, and what tmux said of what failed', () =>
  withPanelWindow(async ({ tmux, press, type, sees, seesNo }) => {
    await tmux.run('resize-window', '-t', 'shop:', '-x', '4', '-y', '2');
    await press(':');
    await type('pane-create shop api --window 0 --split v');
    await press('Enter');
    await sees('The window has no room for another pane');
    await press('c');
    await sees('run on tmux');
    await sees(/! tmux split-window/);
    await press('g');
    await sees('tmux new-session -d -s shop');
    await press('q');
    await seesNo('run on tmux');
  }));

it("has the operator's own keys, hides what is not wanted, and says what is wrong with the settings", () =>
  withPanelWindow(async ({ house, tmux, press, type, sees }) => {
    await press('q');
    await until(async () => (await tmux.lines('list-windows', '-t', 'work')).length === 1, {
      what: "the panel's window to close",
    });
    const file = join(house.home, 'config.yml');
    writeFileSync(
      file,
      'theme: {symbols: ascii}\npanel: {hide: [age], mouse: off}\nkeys:\n  label: [F]\n  zoom: Entr\n  pause-all: ~\n',
    );
    await type(`${PANECTL} -S ${tmux.socket} panel`);
    await press('Enter');
    await sees('config.yml:5:3: keys.zoom: there is no key "Entr"; did you mean Enter?');
    await sees('+ 1 panes');
    await sees(' 1 web');
    await press('M');
    await sees('mouse on');
    await press('j', 'F');
    await sees('Label web');
    await press('C-u');
    await type('shelf');
    await press('Enter');
    await sees('is now shelf');
    await press('z');
    await sees(/zoom of/);
  }));
