import { it } from 'vitest';
import { until } from '../support/until.ts';
import { withPanelWindow } from './stage.ts';

it('a trigger asks, the operator says yes, and the log tells the whole story', () =>
  withPanelWindow(async ({ house, press, sees, seesNo }) => {
    const { ask } = house;
    const made = ['--name', 'ready', '--confirm'];
    await ask(
      'on-pattern',
      'shop',
      'web',
      'ready on (?<port>\\d+)',
      'pane-create {{ session }} p{{ match.port }}',
      ...made,
    );
    await sees(/○ ready +web +pattern +\/ready on/);
    await ask('pane-exec', 'shop', 'web', 'printf "rea%s on 80\\n" dy');
    await sees('ready asks');
    await sees('pane-create shop p80');
    // The log says the same; y answers the question.
    await sees('unless you say yes');
    await press('y');
    await seesNo('unless you say yes');
    await sees(/2 p80/);
    await sees(/ready fired web/);
    await sees(/└ ready answered yes/);
    await sees(/◆1/);
    await press('2', 'p', 'Enter');
    await sees('paused 9m');
    await press('x', 'y');
    await until(async () => JSON.stringify(await ask('rule-list')).includes('"rules":[]'), {
      what: 'no rule',
    });
    await seesNo('2 triggers');
    await sees(/1 panes/);
  }));

it('a notice is seen in the panel, and the load of a pane against its threshold', () =>
  withPanelWindow(async ({ house, sees }) => {
    const { ask } = house;
    // One that is near to firing for as long as anybody looks, and one that fires. Any machine has 1 % for a loop.
    for (const [name, forTime, text] of [
      ['patient', '10m', 'never'],
      ['busy', '1s', 'web is busy'],
    ] as const) {
      const more = ['--name', name, '--for', forTime];
      await ask('on-metric', 'shop', 'web', 'cpu > 1', `notify '${text}'`, ...more);
    }
    await ask('pane-exec', 'shop', 'web', 'while :; do :; done');
    await sees(/◐ patient +web +cpu +\d+% █+ +1% +held \d+[sm]\/10m/);
    await sees(/» web is busy/);
    await sees(/busy fired/);
    await ask('pane-send-keys', 'shop', 'web', 'C-c');
  }));
