import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PANECTL } from '../support/run-panectl.ts';
import { isAlive, processesNaming } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { daemonsOf } from '../support/with-panectl.ts';
import { expectWhole, operatorClients, type Stage, untilTmux, withPanelOutside } from './stage.ts';

const TERMINAL_MODES = '#{alternate_on} #{cursor_flag} #{keypad_cursor_flag} #{mouse_any_flag}';

const open = async ({ press, sees }: Stage): Promise<void> => {
  await press('Enter');
  await sees(' 1 web');
};

/** The shell's line discipline is as it was: it echoes what is typed and reads whole lines. */
const expectPlainTerminal = async ({ terminal, sees, type, press }: Stage): Promise<void> => {
  await untilTmux(terminal, 'screen:', TERMINAL_MODES, '0 1 0 0');
  await type('stty -a | tr " " "\\n" | grep -xE -- "-?(echo|icanon|isig);?" | sort | tr "\\n" " "');
  await press('Enter');
  await sees(/^echo;? icanon;? isig;? /m);
};

it('gives the terminal back after q', () =>
  withPanelOutside(async (stage) => {
    await open(stage);
    await stage.press('q');
    await stage.sees('ended: 0');
    await expectPlainTerminal(stage);
  }));

it('gives the terminal back after SIGTERM', () =>
  withPanelOutside(async (stage) => {
    await open(stage);
    const panels = processesNaming(`${stage.tmux.socket}\0panel`);
    expect(panels).toHaveLength(1);
    for (const pid of panels) process.kill(pid, 'SIGTERM');
    await stage.sees(/ended: \d+/);
    await expectPlainTerminal(stage);
  }));

it('moves, folds, filters, helps and scrolls', () =>
  withPanelOutside(async (stage) => {
    const { press, type, sees, seesNo } = stage;
    await open(stage);
    await sees(/▌ +\S +0 main/);
    await press('j');
    await sees(/▌ +\S +1 web/);
    await press('k');
    await sees(/▌ +\S +0 main/);
    await press('End');
    await sees(/▌ +\S +0 sh/);
    await press('Home');
    await sees(/▌ +▾ shop/);
    await press('h');
    await sees(/▸ . shop \(2\)/);
    await press('l');
    await sees(' 1 web');
    await press('/');
    await type('web');
    await seesNo(' 0 main');
    await press('Escape');
    await sees(' 0 main');
    await press('?');
    await sees('send a line of text and press Enter');
    await press('Escape');
    await seesNo('send a line of text and press Enter');
    await press('PgDn');
    await sees(/▌ +\S +0 sh/);
    await press('PgUp');
    await sees(/▌ +▾ shop/);
    await press('+');
    await seesNo(' 1 web');
    await press('+', '+');
    await sees(' 1 web');
  }));

it('scrolls the preview over what the pane shows, and no further', () =>
  withPanelOutside(async (stage) => {
    const { press, sees, seesNo, tmux, terminal } = stage;
    await terminal.run('resize-window', '-t', 'screen:', '-x', '80', '-y', '24');
    await tmux.run('send-keys', '-t', 'shop:', 'seq 1 15', 'Enter');
    await until(async () => /\n15\n[$#]/.test(await tmux.run('capture-pane', '-p', '-t', 'shop:')), {
      what: 'the prompt after the numbers',
    });
    await open(stage);
    const [, hidden = ''] = /K (\d+) above/.exec(await sees(/K \d+ above/)) ?? [];
    for (let step = 0; step <= Number(hidden); step += 1) await press('K');
    await seesNo(/K \d+ above/);
    await sees(`J ${hidden} below`);
    await press('J');
    await sees(/K 3 above/);
  }));

it('is whole at every size and leaves nothing of the old one', () =>
  withPanelOutside(async (stage) => {
    await open(stage);
    for (const [columns, rows] of [
      [200, 60],
      [40, 10],
      [120, 40],
    ] as const) {
      await stage.terminal.run('resize-window', '-t', 'screen:', '-x', `${columns}`, '-y', `${rows}`);
      await until(() => isWhole(stage, columns, rows), { what: `a whole picture at ${columns}x${rows}` });
    }
  }));

const isWhole = async ({ screen }: Stage, columns: number, rows: number): Promise<boolean> => {
  const text = await screen();
  try {
    expectWhole(text, columns, rows);
  } catch {
    return false;
  }
  return text.split('\n').length === rows && text.includes('1 web');
};

it('shows that the daemon is lost, and comes back by itself with the same panes', () =>
  withPanelOutside(async (stage) => {
    await open(stage);
    const [daemon = 0] = daemonsOf(stage.tmux.socket);
    // All that the panel writes: the loss may be over before anybody looks.
    const written = join(stage.terminal.folder, 'written');
    writeFileSync(written, '');
    await stage.terminal.run('pipe-pane', '-t', 'screen:', `cat > ${written}`);
    process.kill(daemon, 'SIGKILL');
    await until(() => !isAlive(daemon), { what: 'the daemon to end' });
    await until(() => daemonsOf(stage.tmux.socket).some((pid) => pid !== daemon), { what: 'a new daemon' });
    await until(() => readFileSync(written, 'utf8').includes('daemon lost'), {
      what: 'the loss to be shown',
    });
    await stage.seesNo(/daemon lost|connecting|reading tmux/);
    await stage.sees(/0 main/);
    await stage.sees(/1 web/);
    await stage.press('j', 'z');
    await untilTmux(stage.tmux, 'shop:', '#{window_zoomed_flag}', '1');
  }));

it('shows that the tmux server has gone, and the panes of the next one', () =>
  withPanelOutside(async (stage) => {
    await open(stage);
    await stage.tmux.run('kill-server').catch(() => '');
    await stage.sees('tmux server gone');
    await stage.press('x');
    await stage.sees('the tmux server has gone');
    await stage.tmux.run('new-session', '-d', '-s', 'second');
    await stage.sees(/▾ second/);
    await stage.seesNo('tmux server gone');
  }));

it('kills a session from its row, after a question that counts its panes, and makes one where there is none', () =>
  withPanelOutside(async (stage) => {
    const { press, type, sees, seesNo, tmux } = stage;
    await open(stage);
    await press('Home', 'x');
    await sees('Kill session shop?');
    await sees('2 panes end');
    await press('y');
    await sees('killed session shop');
    expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toEqual(['work']);
    await seesNo('▾ shop');
    await press('Home', 'x');
    await sees('panectl did not make it');
    await press('y');
    await sees(/no sessions yet|tmux server gone/);
    await press('a');
    await sees('New session');
    await type('fresh');
    await press('Enter');
    await sees(/▾ fresh/);
    await press('C-c');
    await sees('ended: 0');
  }));

it('ends at once on q while it tries to connect', () =>
  withPanelOutside(async (stage) => {
    await open(stage);
    const [daemon = 0] = daemonsOf(stage.tmux.socket);
    process.kill(daemon, 'SIGKILL');
    const next = await until(() => daemonsOf(stage.tmux.socket).find((pid) => pid !== daemon), {
      what: 'a new daemon',
    });
    process.kill(next, 'SIGSTOP');
    try {
      await stage.press('q');
      await stage.sees('ended: 0', 8_000);
    } finally {
      process.kill(next, 'SIGCONT');
    }
    // It can be stopped only once it listens.
    await stage.house.ask('session-list');
  }));

it('attaches on Enter, to the pane that was chosen, says how to come back, and is whole again afterwards', () =>
  withPanelOutside(async (stage) => {
    await open(stage);
    await stage.press('j', 'Enter');
    await stage.sees('prefix d brings you back');
    expect(await operatorClients(stage.tmux)).toHaveLength(1);
    await untilTmux(stage.tmux, 'shop:', '#{@label}', 'web');
    await stage.press('C-b', 'd');
    await stage.sees(/▌ +\S +1 web/);
    await until(() => isWhole(stage, 120, 40), { what: 'a whole picture' });
    expect(await operatorClients(stage.tmux)).toEqual([]);
  }));

it('leaves every key to the pane that it is attached to, and takes none of them for its own afterwards', () =>
  withPanelOutside(async (stage) => {
    const { press, type, sees, tmux } = stage;
    await open(stage);
    // Keys of the panel: they would fold, kill, filter and quit.
    for (const line of [': jkhlaxyzq'.repeat(6), '/nxyjk?q'.repeat(6)]) {
      await press('End', 'k', 'k', 'k', 'Enter');
      await sees('prefix d brings you back');
      for (const key of line) await type(key);
      await until(async () => (await tmux.run('capture-pane', '-p', '-J', '-t', 'shop:')).includes(line), {
        what: 'the whole line in the pane',
      });
      await press('C-b', 'd');
      await sees(/▌ +\S +1 web/);
      await press('k');
      await sees(/▌ +\S +0 main/);
    }
  }));

it('says that it needs a terminal where there is none', () =>
  withPanelOutside(async ({ house }) => {
    expect(PANECTL).toContain('panectl');
    const ran = await house.panectl('panel');
    expect(ran.status).toBe(2);
    expect(ran.json).toMatchObject({ ok: false, error: { code: 'usage' } });
  }));
