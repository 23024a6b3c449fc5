import { expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { eventsOf, withRuleHouse } from '../support/rule-house.ts';
import { streamPanectl } from '../support/stream-panectl.ts';
import { until } from '../support/until.ts';

it('nobody types into a pane that somebody holds; who waits goes on when its holder has gone, however he went', () =>
  withRuleHouse(async (house) => {
    const { ask, panectl } = house;
    await ask('pane-create', 'ours', 'db', '--command', 'cat');
    await ask('on-pattern', 'ours', 'main', '^hit$', 'pane-send-keys {{ session }} db x', '--name', 'typist');
    const hold = streamPanectl(house, 'pane-hold', 'ours', 'db');
    await until(() => hold.items().length > 0, { what: 'the hold' });
    expect(hold.items()).toMatchObject([{ held: true }]);
    const refused = await panectl('pane-send-keys', 'ours', 'db', 'early', '--enter');
    expect([refused.status, at(refused.json, 'error', 'code')]).toEqual([4, 'pane_held']);
    const impatient = await panectl(
      'pane-send-keys',
      'ours',
      'db',
      'early',
      '--enter',
      '--when-idle',
      '50ms',
    );
    expect(at(impatient.json, 'error', 'code')).toBe('pane_held');
    expect(at((await panectl('pane-hold', 'ours', 'db')).json, 'error', 'code')).toBe('pane_held');
    await ask('pane-exec', 'ours', 'main', 'echo hit', '--wait');
    await until(async () => at(await ask('rule-show', 'typist'), 'last_error') !== null, {
      what: 'the refusal',
    });
    const waiting = panectl('pane-send-keys', 'ours', 'db', 'late', '--enter', '--when-idle', '4m');
    process.kill(hold.pid, 'SIGKILL');
    expect((await waiting).status).toBe(0);
    const printed = async () =>
      listIn(at(await ask('pane-tail', 'ours', 'db'), 'output'), 'lines').map((line) => at(line, 'text'));
    await until(async () => (await printed()).length === 2, { what: 'what was typed, and its echo' });
    expect(await printed()).toEqual(['late', 'late']);
    const types = (await eventsOf(house)).map((event) => at(event, 'type'));
    expect(types.filter((type) => type === 'pane.held' || type === 'pane.released')).toEqual([
      'pane.held',
      'pane.released',
    ]);
  }));
