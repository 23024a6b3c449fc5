import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { eventsOf, noticesOf, withRuleHouse } from '../support/rule-house.ts';
import { until } from '../support/until.ts';
import { withPanectl } from '../support/with-panectl.ts';

describe('brakes', () => {
  it('end an endless chain of firings at its sixteenth', () =>
    withRuleHouse(async (house) => {
      await house.ask(
        'on-exit',
        'ours',
        'link*',
        "pane-create {{ session }} link --unique --command 'exit 1'",
        '--name',
        'chain',
      );
      await house.ask('pane-create', 'ours', 'link', '--command', 'exit 1');
      await until(async () => at(await house.ask('rule-show', 'chain'), 'suppressed') === 1, {
        what: 'the brake',
      });
      expect(await house.ask('rule-show', 'chain')).toMatchObject({ fired: 16, hits: 17, state: 'armed' });
      const log = await house.ask('orchestration-log', '--type', 'rule.suppressed');
      expect(at(log, 'events')).toMatchObject([{ data: { rule: 'chain', reason: 'cascade' } }]);
    }));

  it('trip a rule that fires more than 30 times in 10 s, until it is resumed', () =>
    withRuleHouse(async (house) => {
      await house.ask('on-pattern', 'ours', 'main', '^n\\d+$', 'notify {{ line }}', '--name', 'many');
      await house.ask('pane-exec', 'ours', 'main', 'for i in $(seq 100); do echo n$i; done', '--wait');
      await until(async () => at(await house.ask('rule-show', 'many'), 'hits') === 100, { what: 'all hits' });
      expect(await house.ask('rule-show', 'many')).toMatchObject({
        state: 'tripped',
        fired: 30,
        suppressed: 70,
      });
      const log = await house.ask('orchestration-log', '--type', 'rule.tripped');
      expect(at(log, 'events')).toMatchObject([{ data: { rule: 'many' } }]);
      expect(await house.ask('rule-resume', 'many')).toMatchObject({ state: 'armed' });
    }));

  it('are cooldown, max_fires, once and pause, each counted', () =>
    withRuleHouse(async (house) => {
      const rule = (name: string, ...options: readonly string[]) =>
        house.ask(
          'on-pattern',
          'ours',
          'main',
          '^x\\d$',
          `notify '${name} {{ line }}'`,
          '--name',
          name,
          ...options,
        );
      await rule('cooling', '--cooldown', '1h');
      await rule('twice', '--max-fires', '2');
      await rule('once', '--fire', 'once');
      await rule('paused');
      await house.ask('rule-pause', 'paused');
      await rule('dry', '--dry-run');
      await house.ask('pane-exec', 'ours', 'main', 'echo x1; echo x2; echo x3', '--wait');
      await until(async () => at(await house.ask('rule-show', 'dry'), 'hits') === 3, { what: 'hits' });
      const stands = listIn(await house.ask('rule-list', 'ours'), 'rules').map((each) => [
        ...[at(each, 'name'), at(each, 'state'), at(each, 'hits'), at(each, 'fired'), at(each, 'suppressed')],
      ]);
      expect(stands).toEqual([
        ['cooling', 'cooling', 3, 1, 2],
        ['twice', 'spent', 3, 2, 1],
        ['once', 'armed', 3, 1, 2],
        ['paused', 'paused', 3, 0, 3],
        ['dry', 'armed', 3, 3, 0],
      ]);
      // What fires is counted before it acts.
      await until(async () => (await noticesOf(house)).length >= 4, { what: 'what they did' });
      expect((await noticesOf(house)).map(String).toSorted()).toEqual([
        'cooling x1',
        'once x1',
        'twice x1',
        'twice x2',
      ]);
    }));

  it('let rules make so many panes in a session and no more, whatever fires, and say so', () =>
    withPanectl(async (house) => {
      writeFileSync(join(house.home, 'config.yml'), 'rules: {max_panes: 3}\n');
      await house.ask('session-create', 'ours');
      const make = "pane-create {{ session }} made --unique --command 'sleep 1000'";
      await house.ask('on-pattern', 'ours', 'printer', '^x\\d$', make, '--name', 'maker');
      await house.ask('pane-create', 'ours', 'printer', '--command', 'seq -f x%g 8; sleep 1000');
      await until(async () => at(await house.ask('rule-show', 'maker'), 'fired') === 8, {
        what: 'all firings',
      });
      await until(async () => (await eventsOf(house, 'rule.failed')).length === 5, {
        what: 'five refusals',
      });
      expect(await house.ask('rule-show', 'maker')).toMatchObject({
        last_error: expect.stringContaining('rules have made 3 panes'),
      });
      const actorsOf = async (type: string) =>
        (await eventsOf(house, type)).map((event) => at(event, 'actor', 'kind'));
      await until(async () => (await actorsOf('exec.started')).length === 4, { what: 'what was made' });
      expect(await actorsOf('exec.started')).toEqual(['cli', 'rule', 'rule', 'rule']);
      expect((await actorsOf('pane.created')).filter((kind) => kind === 'rule')).toHaveLength(3);
      expect(await house.tmux.lines('list-panes', '-s', '-t', '=ours:')).toHaveLength(5);
    }));
});
