import { expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { until } from '../support/until.ts';
import { withPanelWindow } from './stage.ts';

it('! goes from one failure to the next, d marks them as seen, and the log tells why', () =>
  withPanelWindow(async ({ house, press, sees, seesNo }) => {
    await house.ask('pane-create', 'shop', 'first', '--command', 'exit 3');
    await house.ask('pane-create', 'shop', 'second', '--command', 'exit 4');
    await sees('! 2 unseen');
    await sees(/ +✖! +2 first[\s\S]* +✖! +3 second/);
    await press('!');
    // Who stays there for a second has seen it, before d is pressed or after.
    await sees(/▌ +✖!? +2 first/);
    await press('d');
    await sees('! 1 unseen');
    await press('!');
    await sees(/▌ +✖!? +3 second/);
    await press('d');
    await seesNo('unseen');
    await press('3');
    await sees(/second %\d+ ended.*exit 4|second %\d+ failed/);
    await press('BTab');
    await press('BTab');
    await sees('5 logs');
  }));

it('P pauses all triggers at once, and lets them go on', () =>
  withPanelWindow(async ({ house, press, sees }) => {
    for (const name of ['one', 'two'])
      await house.ask('on-pattern', 'shop', 'web', '^x$', 'notify x', '--name', name);
    const states = async (): Promise<readonly unknown[]> =>
      listIn(await house.ask('rule-list', 'shop'), 'rules').map((rule) => at(rule, 'state'));
    await sees('rules 2');
    await press('P');
    await sees('Pause all triggers');
    await press('3');
    await until(async () => (await states()).join() === 'paused,paused', { what: 'both to be paused' });
    // What is seen of the call's own answer says so before the panel has heard it of the rules.
    await sees(/‖ one .*\n.*‖ two /);
    await press('P');
    await sees('resume all');
    await press('4');
    await until(async () => (await states()).join() === 'armed,armed', { what: 'both to be armed' });
    expect(await states()).toEqual(['armed', 'armed']);
  }));
