import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { at } from '../daemon/real-daemon.ts';
import { until } from '../support/until.ts';
import { daemonsOf, withPanectl } from '../support/with-panectl.ts';

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

test('the journal forgets what is older than is set', () =>
  withPanectl(async (house) => {
    const stop = async (): Promise<void> => {
      await house.ask('daemon-stop');
      await until(() => daemonsOf(house.tmux.socket).length === 0, { what: 'the daemon to end' });
    };
    const oldest = async () => at(await house.ask('query', 'SELECT min(seq) FROM events'), 'rows', 0, 0);
    await house.ask('session-create', 'build');
    await stop();
    age(house.home, 'events', 80);
    expect(await oldest()).toBe(1);
    await stop();
    writeFileSync(join(house.home, 'config.yml'), 'journal: {max_age: 7d}\n');
    await until(async () => Number(await oldest()) > 1, { what: 'the old events to be gone' });
  }));

/** Makes all rows of a table older, while no daemon runs. */
const age = (home: string, table: string, days: number): void => {
  const [name = ''] = readdirSync(home).filter((file) => file.endsWith('.db'));
  const database = new DatabaseSync(join(home, name));
  database.exec(`UPDATE ${table} SET at = strftime('%Y-%m-%dT%H:%M:%fZ', at, '-${days} days')`);
  database.close();
};
