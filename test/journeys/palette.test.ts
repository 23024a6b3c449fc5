import { expect, it } from 'vitest';
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
    expect(await sees('COMMAND')).toMatch(/1 +%\d+ +shelf/);
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
