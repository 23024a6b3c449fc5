import { it } from 'vitest';
import { until } from '../support/until.ts';
import { withPanelWindow } from './stage.ts';

const PATIENCE_MS = 60_000;

it(
  'a trigger asks, the operator says yes, and the log tells the whole story',
  { timeout: PATIENCE_MS * 4 },
  () =>
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
    }),
);

it(
  'a notice is seen in the panel, and the load of a pane against its threshold',
  { timeout: PATIENCE_MS * 4 },
  () =>
    withPanelWindow(async ({ house, sees }) => {
      const { ask } = house;
      await ask(
        'on-metric',
        'shop',
        'web',
        'cpu > 20',
        "notify 'web is busy'",
        '--name',
        'busy',
        '--for',
        '3s',
      );
      await ask('pane-exec', 'shop', 'web', 'while :; do :; done');
      await sees(/◐ busy +web +cpu +\d+% █+ 20% +held \ds\/3s/, PATIENCE_MS);
      await sees(/» web is busy/, PATIENCE_MS);
      await sees(/busy fired/);
      await ask('pane-send-keys', 'shop', 'web', 'C-c');
    }),
);
