import { describe, expect, it } from 'vitest';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const SOON = ['--timeout', '50s'] as const;

/** A session `ours` with a marked shell `main`. */
const withSession = (body: (house: PanectlHouse) => Promise<void>): Promise<void> =>
  withPanectl(async (house) => {
    await house.tmux.run('set-option', '-g', 'default-command', 'bash');
    await house.ask('session-create', 'ours');
    await body(house);
  });

/** The texts that rules have told the operator, oldest first. */
const noticesOf = async ({ ask }: PanectlHouse): Promise<readonly unknown[]> => {
  const log = await ask('orchestration-log', '--type', 'notice.sent', '-n', '1000');
  return listIn(log, 'events').map((event) => at(event, 'data', 'text'));
};

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );

const listIn = (value: unknown, key: string): readonly unknown[] => {
  const list = at(value, key);
  return Array.isArray(list) ? list : [];
};

const untilNotices = async (house: PanectlHouse, expected: readonly unknown[]): Promise<void> => {
  await until(async () => (await noticesOf(house)).length >= expected.length, {
    what: `${expected.length} notices`,
  });
  expect(await noticesOf(house)).toEqual(expected);
};

describe('a rule on a pattern', () => {
  it('acts on each new line with what the line says, and never on what was there or was only typed', () =>
    withSession(async (house) => {
      const { ask } = house;
      await ask('pane-exec', 'ours', 'main', 'echo LOAD 1', '--wait');
      const rule = [
        'on-pattern',
        'ours',
        'main',
        'LOAD (?<n>\\d+)$',
        "notify 'load {{ match.n }} {{ match.1 }} in {{ label }} {{ pane_id }}'",
      ];
      expect(await ask(...rule, '--name', 'load')).toMatchObject({
        ...{ name: 'load', event: 'pattern', state: 'armed', hits: 0, fire: 'each' },
        scope: { session: 'ours', pane: 'main' },
      });
      await ask('pane-exec', 'ours', 'main', 'echo LOAD 22; printf "LOAD 3\\nLOAD 4\\n"', '--wait');
      await untilNotices(house, ['load 22 22 in main 0', 'load 3 3 in main 0', 'load 4 4 in main 0']);
      expect(await ask('rule-show', 'load')).toMatchObject({
        ...{ hits: 3, fired: 3, suppressed: 0, last_error: null },
        last_match: { rule: 'load', line: 'LOAD 4', groups: { n: '4' } },
      });
      await until(async () => at(await ask('pane-status', 'ours', 'main'), 'pattern_hits') === 3, {
        what: 'hits',
      });
    }));

  it('watches panes that come later, by their label', () =>
    withSession(async (house) => {
      await house.ask('on-pattern', 'ours', 'worker*', 'ready', "notify '{{ label }} is ready'");
      await house.ask('pane-create', 'ours', 'other', '--command', 'echo ready', '--wait', 'exit');
      await house.ask('pane-create', 'ours', 'worker', '--command', 'echo ready', '--wait', 'exit');
      await house.ask('pane-create', 'ours', 'worker-2', '--command', 'echo ready', '--wait', 'exit');
      await untilNotices(house, ['worker is ready', 'worker-2 is ready']);
    }));

  it('sees an unfinished last line once it is quiet, and not again when it is finished', () =>
    withSession(async (house) => {
      await house.ask('on-pattern', 'ours', 'asker', 'Password:', "notify 'it asks'", '--name', 'asks');
      await house.ask(
        'pane-create',
        'ours',
        'asker',
        '--command',
        'printf Password:; read x; echo thanks; exec cat',
      );
      await untilNotices(house, ['it asks']);
      await house.ask('pane-send-keys', 'ours', 'asker', 'Enter');
      await house.ask('pane-watch', 'ours', 'asker', 'thanks', ...SOON);
      expect(await house.ask('rule-show', 'asks')).toMatchObject({ hits: 1 });
    }));

  it('looks at the screen where that is wanted, on the edge', () =>
    withSession(async (house) => {
      await house.ask('pane-create', 'ours', 'screen', '--command', 'exec bash --norc --noprofile');
      await house.ask('on-pattern', 'ours', 'screen', '^ALARM', "notify 'alarm'", '--scope', 'screen');
      await house.ask('on-pattern', 'ours', 'screen', '^CALM', "notify 'calm'", '--scope', 'screen');
      const show = (word: string) =>
        house.ask(
          'pane-send-keys',
          'ours',
          'screen',
          `clear; printf '%s%s\\n' ${word.slice(0, 2)} ${word.slice(2)}`,
          'Enter',
        );
      await show('ALARM');
      await untilNotices(house, ['alarm']);
      await show('CALM');
      await untilNotices(house, ['alarm', 'calm']);
      await show('ALARM');
      await untilNotices(house, ['alarm', 'calm', 'alarm']);
    }));
});

describe('a rule on the end of an exec', () => {
  it('fires for those that meet its condition, with code and status', () =>
    withSession(async (house) => {
      await house.ask(
        'on-exit',
        'ours',
        '*',
        "notify '{{ label }} {{ status }} {{ exit_code }}'",
        '--if',
        "status == 'failed' && exit_code != 130",
      );
      await house.ask('pane-exec', 'ours', 'main', 'true', '--wait');
      await house.panectl('pane-exec', 'ours', 'main', '(exit 7)', '--wait');
      await house.panectl('pane-exec', 'ours', 'main', '(exit 130)', '--wait');
      await house.panectl('pane-create', 'ours', 'job', '--command', 'exit 3', '--wait', 'exit');
      await untilNotices(house, ['main failed 7', 'job failed 3']);
    }));

  it('leaves alone what was killed, unless any end counts', () =>
    withSession(async (house) => {
      await house.ask('on-exit', 'ours', '*', "notify 'own {{ label }}'");
      await house.ask('on-exit', 'ours', '*', "notify 'any {{ label }}'", '--any-end');
      await house.ask('pane-create', 'ours', 'victim', '--command', 'sleep 1000');
      await house.ask('pane-kill', 'ours', 'victim');
      await house.ask('pane-create', 'ours', 'done', '--command', 'true', '--wait', 'exit');
      await until(async () => (await noticesOf(house)).length >= 3, { what: 'notices' });
      expect((await noticesOf(house)).map(String).toSorted()).toEqual(['any done', 'any victim', 'own done']);
    }));
});

describe('rules on time', () => {
  it('fire once for an exec that runs longer, and tell what was expected in vain', () =>
    withSession(async (house) => {
      await house.ask('pane-create', 'ours', 'slow', '--command', 'echo starting; sleep 1000');
      await house.ask('on-timeout', 'ours', 'slow', '200ms', "notify 'slow {{ label }}'");
      await house.ask('on-timeout', 'ours', 'slow', '300ms', "notify 'never came'", '--expect', 'ready');
      await house.ask('on-timeout', 'ours', 'slow', '300ms', "notify 'wrong'", '--expect', 'starting');
      await untilNotices(house, ['slow slow', 'never came']);
    }));

  it('fire when a pane has been silent, once until it prints again', () =>
    withSession(async (house) => {
      await house.ask('pane-create', 'ours', 'quiet', '--command', 'exec cat');
      await house.ask('on-silence', 'ours', 'quiet', '200ms', "notify 'silent'");
      await untilNotices(house, ['silent']);
      await house.ask('pane-send-keys', 'ours', 'quiet', 'hello', 'Enter');
      await untilNotices(house, ['silent', 'silent']);
    }));
});

it('a rule on a metric fires on the edge when it was held, shows how near it is, and recovers', () =>
  withSession(async (house) => {
    await house.ask(
      'pane-create',
      'ours',
      'load',
      '--command',
      'read x; while :; do :; done & p=$!; read y; kill $p; exec cat',
    );
    await house.ask(
      'on-metric',
      'ours',
      'load',
      'cpu > 30',
      "notify 'hot'",
      '--for',
      '1s',
      '--recover',
      "notify 'calm'",
      '--name',
      'hot',
    );
    await until(async () => listIn(await house.ask('rule-show', 'hot'), 'progress').length === 1, {
      what: 'progress',
    });
    expect(await house.ask('rule-show', 'hot')).toMatchObject({
      progress: [{ threshold: 30, held_ms: 0, for_ms: 1000 }],
    });
    await house.ask('pane-send-keys', 'ours', 'load', 'Enter');
    await untilNotices(house, ['hot']);
    await house.ask('pane-send-keys', 'ours', 'load', 'Enter');
    await untilNotices(house, ['hot', 'calm']);
    expect(await house.ask('rule-show', 'hot')).toMatchObject({ fired: 1, state: 'armed' });
  }));

it('rules on a bell and on a new pane fire', () =>
  withSession(async (house) => {
    await house.ask('on-bell', 'ours', '*', "notify 'bell in {{ label }}'");
    await house.ask('on-created', 'ours', 'new*', "notify 'made {{ label }} {{ pane }}'");
    const pane = at(
      await house.ask('pane-create', 'ours', 'new-one', '--command', "printf '\\a'; exec cat"),
      'tmux_pane',
    );
    await until(async () => (await noticesOf(house)).length >= 2, { what: 'both' });
    expect((await noticesOf(house)).map(String).toSorted()).toEqual([
      'bell in new-one',
      `made new-one ${String(pane)}`,
    ]);
  }));

describe('brakes', () => {
  it('end an endless chain of firings at its sixteenth', () =>
    withSession(async (house) => {
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
    withSession(async (house) => {
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
    withSession(async (house) => {
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
      expect((await noticesOf(house)).map(String).toSorted()).toEqual([
        'cooling x1',
        'once x1',
        'twice x1',
        'twice x2',
      ]);
    }));
});

describe('making a rule', () => {
  it('says what is wrong, with a caret, and makes nothing', () =>
    withSession(async ({ panectl, ask }) => {
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
    withSession(async ({ panectl, ask }) => {
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
  withSession(async (house) => {
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
  withSession(async (house) => {
    await house.ask('on-exit', 'ours', 'main', 'pane-kill work 0 --force', '--name', 'bad');
    await house.ask('pane-exec', 'ours', 'main', 'true', '--wait');
    await until(async () => at(await house.ask('rule-show', 'bad'), 'last_error') !== null, {
      what: 'the refusal',
    });
    const log = await house.ask('orchestration-log', '--type', 'rule.failed');
    expect(at(log, 'events')).toMatchObject([{ data: { code: 'refused_foreign' } }]);
  }));

it('rules, their counts and what they have fired for outlive a daemon that is killed', () =>
  withSession(async (house) => {
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

it('a rule of one pane ends with it, and what is left is cleaned up', () =>
  withSession(async ({ ask }) => {
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
