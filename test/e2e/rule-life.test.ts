import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { noticesOf, withRuleHouse } from '../support/rule-house.ts';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { daemonsOf } from '../support/with-panectl.ts';

describe('making a rule', () => {
  it('says what is wrong, with a caret, and makes nothing', () =>
    withRuleHouse(async ({ panectl, ask }) => {
      const wrong = async (...args: readonly string[]) => at((await panectl(...args)).json, 'error');
      expect(await wrong('on-pattern', 'ours', 'main', '(', 'notify x')).toMatchObject({
        code: 'invalid_pattern',
        data: { caret: expect.any(String) },
      });
      expect(await wrong('on-exit', 'ours', 'main', 'notify x', '--if', "statuss == 'failed'")).toMatchObject(
        { code: 'invalid_expression', data: { column: 1, caret: expect.stringContaining('^') } },
      );
      expect(await wrong('on-exit', 'ours', 'main', 'notify {{ nonsense }}')).toMatchObject({
        code: 'invalid_rule',
        data: { caret: expect.stringContaining('^') },
      });
      expect(await wrong('on-exit', 'ours', 'main', 'no-such-command x')).toMatchObject({
        code: 'invalid_rule',
      });
      expect(await wrong('on-exit', 'ours', 'main', 'pane-kill ours')).toMatchObject({
        code: 'invalid_rule',
      });
      expect(
        await wrong('on-exit', 'ours', 'main', 'pane-exec ours main "echo \'{{ label }}\'"'),
      ).toMatchObject({ code: 'invalid_rule' });
      expect(await wrong('on-metric', 'ours', 'main', 'cpu > ', 'notify x')).toMatchObject({
        code: 'invalid_expression',
      });
      expect(await wrong('on-pattern', 'ours', '7', 'x', 'notify x')).toMatchObject({
        code: 'pane_not_found',
      });
      expect(await ask('rule-list')).toEqual({ rules: [] });
    }));

  it('changes nothing when it is the same, refuses another of the name, and replaces it when told', () =>
    withRuleHouse(async ({ panectl, ask }) => {
      const rule = ['on-exit', 'ours', '*', 'notify x', '--name', 'it'];
      const first = await ask(...rule);
      expect(at(await ask(...rule), 'rule_id')).toBe(at(first, 'rule_id'));
      const other = await panectl('on-exit', 'ours', '*', 'notify y', '--name', 'it');
      expect([other.status, at(other.json, 'error', 'code')]).toEqual([4, 'rule_exists']);
      const replaced = await ask('on-exit', 'ours', '*', 'notify y', '--name', 'it', '--replace');
      expect([at(replaced, 'name'), at(replaced, 'then')]).toEqual(['it', ['notify y']]);
      expect(listIn(await ask('rule-list'), 'rules')).toHaveLength(1);
      const missing = await panectl('rule-show', 'nope');
      expect([missing.status, at(missing.json, 'error', 'data', 'rules')]).toEqual([3, ['it']]);
    }));
});

it('a failing action is an event and a last error, and its next commands are not run', () =>
  withRuleHouse(async (house) => {
    await house.ask(
      'on-exit',
      'ours',
      'main',
      "pane-kill {{ session }} nobody && notify 'never'",
      '--name',
      'bad',
    );
    await house.ask('pane-exec', 'ours', 'main', 'true', '--wait');
    await until(async () => at(await house.ask('rule-show', 'bad'), 'last_error') !== null, {
      what: 'the error',
    });
    const log = await house.ask('orchestration-log', '--type', 'rule.failed');
    expect(at(log, 'events')).toMatchObject([{ data: { rule: 'bad', code: 'pane_not_found' } }]);
    expect(await noticesOf(house)).toEqual([]);
  }));

it('a rule is protected as everybody is, without a way to force', () =>
  withRuleHouse(async (house) => {
    await house.ask('on-exit', 'ours', 'main', 'pane-kill work 0 --force', '--name', 'bad');
    await house.ask('pane-exec', 'ours', 'main', 'true', '--wait');
    await until(async () => at(await house.ask('rule-show', 'bad'), 'last_error') !== null, {
      what: 'the refusal',
    });
    const log = await house.ask('orchestration-log', '--type', 'rule.failed');
    expect(at(log, 'events')).toMatchObject([{ data: { code: 'refused_foreign' } }]);
  }));

it('rules, their counts and what they have fired for outlive a daemon that is killed', () =>
  withRuleHouse(async (house) => {
    const { ask } = house;
    await ask('on-pattern', 'ours', 'main', '^hit$', 'notify hit', '--name', 'once', '--fire', 'once');
    await ask('pane-create', 'ours', 'slow', '--command', 'sleep 1000');
    await ask('on-timeout', 'ours', 'slow', '100ms', 'notify slow', '--name', 'slow');
    await ask('pane-exec', 'ours', 'main', 'echo hit', '--wait');
    await until(async () => (await noticesOf(house)).length === 2, { what: 'both firings' });
    await ask('query', 'select count(*) from firings');
    const [pid = 0] = daemonsOf(house.tmux.socket);
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid), { what: 'the end of the daemon' });
    expect(listIn(await ask('rule-list', 'ours'), 'rules')).toMatchObject([
      { name: 'once', fired: 1, hits: 1 },
      { name: 'slow', fired: 1 },
    ]);
    await ask('pane-exec', 'ours', 'main', 'echo hit', '--wait');
    await until(async () => at(await ask('rule-show', 'once'), 'hits') === 2, { what: 'the second hit' });
    expect(await ask('rule-show', 'once')).toMatchObject({ fired: 1, suppressed: 1 });
    expect(await ask('rule-show', 'slow')).toMatchObject({ fired: 1 });
  }));

it('a rule that fires once has fired, though its own action kills the daemon', () =>
  withRuleHouse(async ({ ask, tmux }) => {
    const [pid = 0] = daemonsOf(tmux.socket);
    await ask(
      'on-pattern',
      'ours',
      'main',
      '^hit$',
      `shell 'kill -9 ${pid}'`,
      '--name',
      'fatal',
      '--fire',
      'once',
    );
    await tmux.run('send-keys', '-t', '=ours:', 'echo hit', 'Enter');
    await until(() => !isAlive(pid), { what: 'the end of the daemon' });
    expect(listIn(await ask('rule-list', 'ours'), 'rules')).toMatchObject([
      { name: 'fatal', fired: 1, hits: 1 },
    ]);
  }));

it('a rule of one pane ends with it, and what is left is cleaned up', () =>
  withRuleHouse(async ({ ask }) => {
    await ask('pane-create', 'ours', 'gone', '--command', 'sleep 1000');
    await ask('on-exit', 'ours', '1', 'notify x', '--name', 'of-one');
    await ask('on-exit', 'ours', 'gone', 'notify x', '--name', 'of-label');
    await ask('pane-kill', 'ours', 'gone');
    await until(async () => listIn(await ask('rule-list'), 'rules').length === 1, {
      what: 'the end of the rule',
    });
    expect(await ask('cleanup')).toMatchObject({ sessions: ['ours'], rules: ['of-label'] });
    expect(await ask('rule-list')).toEqual({ rules: [] });
  }));
