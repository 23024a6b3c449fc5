import { it } from 'vitest';
import { withPanelWindow } from './stage.ts';

it('the load of a busy pane is drawn with the threshold of its rule, for the pane and for all', () =>
  withPanelWindow(async ({ house, press, sees }) => {
    const { ask } = house;
    await ask('on-metric', 'shop', 'web', 'cpu > 30', "notify 'busy'", '--name', 'busy', '--cooldown', '1h');
    await ask('pane-exec', 'shop', 'web', 'while :; do :; done');
    await press('Down', '4');
    await sees(/4 metrics {2}web %\d+/);
    await sees(/CPU +now +\d+% .*busy > 30%/);
    await sees(/╌ busy ╌/);
    await sees(/0% ┤ +▁?[▁-█]+│/);
    await press('s');
    await sees(/4 metrics {2}session shop {2}2 panes/);
    await press('w', 'w');
    await sees('last 15 minutes');
    await sees('-7m30s');
    await ask('pane-send-keys', 'shop', 'web', 'C-c');
    await press('Escape');
    await sees(/1 web/);
  }));

it('what panes print is merged as it comes, filtered, held where one reads, and survives a flood', () =>
  withPanelWindow(async ({ house, press, type, sees, seesNo }) => {
    const { ask } = house;
    await ask('pane-exec', 'shop', 'web', 'printf "alpha %s\\n" 1 2 3');
    await press('5');
    await sees(/web +│ alpha 3/);
    await ask('pane-exec', 'shop', 'main', 'printf "beta %s\\n" 4');
    await sees(/main +│ beta 4/);
    await press('/');
    await type('!alpha');
    await press('Enter');
    await seesNo('alpha 3');
    await sees(/main +│ beta 4/);
    await press('Escape');
    await sees(/alpha 3[\s\S]*beta 4/);
    await ask('pane-exec', 'shop', 'web', 'seq 1 60000');
    await sees(/web +│ 60000/);
    await sees(/[\d,]+ skipped/);
    await press('k', 'k');
    await sees('G 2 newer');
    await ask('pane-exec', 'shop', 'main', 'printf "gamma %s\\n" 5');
    await sees(/G [34] newer/);
    await press('G');
    await sees(/main +│ gamma 5/);
    await press('s');
    await sees(/5 logs {2}all sessions/);
  }));
