import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { at } from '../daemon/real-daemon.ts';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';

test('a mistake in the settings stops nothing, and is told where one looks', () =>
  withPanectl(async (house) => {
    const file = join(house.home, 'config.yml');
    writeFileSync(file, 'rules:\n  max_pane: 3\n');
    await house.ask('session-list');
    const status = await house.ask('daemon-status');
    const sentence = `${file}:2:3: unknown key "max_pane"; did you mean max_panes?`;
    expect(at(status, 'problems')).toEqual([sentence]);
    expect(JSON.stringify(await house.ask('doctor'))).toContain(JSON.stringify(sentence).slice(1, -1));
    expect(JSON.stringify(await house.ask('daemon-logs'))).toContain('unknown key');
  }));

test('settings count: a rule is stopped after as many firings as are set', () =>
  withPanectl(async (house) => {
    writeFileSync(join(house.home, 'config.yml'), 'rules: {max_firings: 2, firing_window: 1h}\n');
    await house.ask('session-create', 'build');
    expect(at(await house.ask('daemon-status'), 'problems')).toEqual([]);
    await house.ask('on-created', 'build', '*', "notify 'one more'", '--name', 'greeter');
    for (const label of ['first', 'second', 'third']) await house.ask('pane-create', 'build', label);
    await until(async () => at(await house.ask('rule-show', 'greeter'), 'state') === 'tripped', {
      what: 'the rule to be stopped',
    });
    expect(await house.ask('rule-show', 'greeter')).toMatchObject({ hits: 3, fired: 2 });
  }));
