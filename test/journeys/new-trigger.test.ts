import { expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { withPanelWindow } from './stage.ts';

it('a trigger is made by its form, tested against the last lines while it is typed, and fires', () =>
  withPanelWindow(async ({ house, press, type, sees, seesNo }) => {
    const { ask } = house;
    await ask('pane-exec', 'shop', 'web', 'printf "%s jobs failed\\n" 1 2 3');
    await press('Down');
    await sees(/^.*3 jobs failed/m);
    await press('t');
    await sees(/New trigger for web %\d+/);
    await press('Tab');
    await type('(\\d+) jobs');
    await sees(/3 of the last \d+ lines match/);
    await sees(/3 jobs failed/);
    await type(' (');
    await sees(/\^/);
    await sees('missing closing )');
    await press('BSpace', 'BSpace', 'Tab');
    await type('nonsense');
    await press('Tab');
    await type('many');
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Enter');
    await sees(/nonsense.*\n.*\^/);
    await press('C-u');
    await type("notify 'too many'");
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter');
    await sees('made trigger many for web');
    await seesNo('New trigger');
    const rules = JSON.stringify(await ask('rule-list'));
    expect(rules).toContain('"name":"many"');
    expect(rules).toContain('"kind":"panel"');
    await ask('pane-exec', 'shop', 'web', 'printf "%s jobs failed\\n" 4');
    await sees('» too many');
    await press('p');
    await sees('Pause 1 trigger of web');
    await press('2');
    await sees(/paused 59m/);
    await press('p');
    await until(async () => JSON.stringify(await ask('rule-list')).includes('"state":"armed"'), {
      what: 'the rule to be armed again',
    });
    await press('Up', 'p');
    await sees('no trigger watches this pane');
  }));
