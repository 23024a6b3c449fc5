import { expect, it } from 'vitest';
import { at } from '../support/fields.ts';
import { until } from '../support/until.ts';
import { type Stage, withPanelWindow } from './stage.ts';

/** A pane that shows every byte that it gets. */
const SHOWS_KEYS = 'stty raw -echo; printf ready; exec cat -vT';

const shown = ({ tmux }: Stage) => tmux.run('capture-pane', '-p', '-t', '=shop:.{bottom}');

const untilShown = (stage: Stage, text: string): Promise<true> =>
  until(async () => (await shown(stage)).trimEnd() === text, { what: `${text} in the pane` });

it('i types straight into the pane, keys and pastes as they are, and keeps everybody else out until Ctrl-]', () =>
  withPanelWindow(async (stage) => {
    const { house, press, type, sees, seesNo, terminal } = stage;
    await house.ask('pane-create', 'shop', 'keys', '--command', SHOWS_KEYS);
    await sees(/2 keys/);
    // Before that its terminal would echo what is typed.
    await untilShown(stage, 'ready');
    await press('/');
    await type('keys');
    await press('Enter');
    await sees(/▌.*2 keys/);
    await press('i');
    await sees('TYPING into keys');
    await type('qx? é');
    await press('Up', 'C-c', 'Tab', 'Escape');
    await untilShown(stage, 'readyqx? M-CM-)^[[A^C^I^[');
    await terminal.run('set-buffer', '-b', 'clip', 'two\nlines');
    await terminal.run('paste-buffer', '-p', '-b', 'clip', '-t', 'screen:');
    await untilShown(stage, 'readyqx? M-CM-)^[[A^C^I^[two^Mlines');
    const refused = await house.panectl('pane-send-keys', 'shop', 'keys', 'x');
    expect(at(refused.json, 'error', 'code')).toBe('pane_held');
    await press('C-]');
    await seesNo('TYPING');
    expect((await house.panectl('pane-send-keys', 'shop', 'keys', '!', '--when-idle', '60s')).status).toBe(0);
    await untilShown(stage, 'readyqx? M-CM-)^[[A^C^I^[two^Mlines!');
    // What he typed is his own business.
    expect(JSON.stringify(await house.ask('orchestration-log'))).not.toContain('qx?');
    await press('?');
    await sees('help');
  }));

it('i asks before it types into what panectl did not make, and ends when the pane does', () =>
  withPanelWindow(async (stage) => {
    const { tmux, press, type, sees, seesNo } = stage;
    await tmux.run('new-session', '-d', '-s', 'zoo', 'sh');
    await sees(/zoo .*\n.* 0 sh/);
    await press('G', 'i');
    await sees(/Type into .*\?/);
    await press('y');
    await sees('TYPING into');
    await type('exit');
    await press('Enter');
    await seesNo('TYPING');
  }));
