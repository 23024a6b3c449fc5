import { describe, expect, it } from 'vitest';
import { at, listIn } from '../support/fields.ts';
import { noticesOf, untilNotices, withRuleHouse } from '../support/rule-house.ts';
import { until } from '../support/until.ts';

const SOON = ['--timeout', '4m'] as const;

describe('a rule on a pattern', () => {
  it('acts on each new line with what the line says, and never on what was there or was only typed', () =>
    withRuleHouse(async (house) => {
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
    withRuleHouse(async (house) => {
      await house.ask('on-pattern', 'ours', 'worker*', 'ready', "notify '{{ label }} is ready'");
      await house.ask('pane-create', 'ours', 'other', '--command', 'echo ready', '--wait', 'exit');
      await house.ask('pane-create', 'ours', 'worker', '--command', 'echo ready', '--wait', 'exit');
      await house.ask('pane-create', 'ours', 'worker-2', '--command', 'echo ready', '--wait', 'exit');
      await untilNotices(house, ['worker is ready', 'worker-2 is ready']);
    }));

  it('sees an unfinished last line once it is quiet, and not again when it is finished', () =>
    withRuleHouse(async (house) => {
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
    withRuleHouse(async (house) => {
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
    withRuleHouse(async (house) => {
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
    withRuleHouse(async (house) => {
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
    withRuleHouse(async (house) => {
      await house.ask('pane-create', 'ours', 'slow', '--command', 'echo starting; sleep 1000');
      await house.ask('pane-watch', 'ours', 'slow', 'starting');
      await house.ask('on-timeout', 'ours', 'slow', '200ms', "notify 'slow {{ label }}'");
      await house.ask('on-timeout', 'ours', 'slow', '300ms', "notify 'never came'", '--expect', 'ready');
      await house.ask('on-timeout', 'ours', 'slow', '300ms', "notify 'wrong'", '--expect', 'starting');
      await house.ask('on-timeout', 'ours', 'slow', '400ms', "notify 'all are over'");
      await untilNotices(house, ['slow slow', 'never came', 'all are over']);
    }));

  it('fire when a pane has been silent, once until it prints again', () =>
    withRuleHouse(async (house) => {
      // Without an echo: what it prints comes in one piece, and no silence lies within.
      await house.ask('pane-create', 'ours', 'quiet', '--command', 'stty -echo; echo begun; exec cat');
      await house.ask('pane-watch', 'ours', 'quiet', '^begun$', ...SOON);
      await house.ask('on-silence', 'ours', 'quiet', '200ms', "notify 'silent'");
      await untilNotices(house, ['silent']);
      await house.ask('pane-send-keys', 'ours', 'quiet', 'hello', 'Enter');
      await untilNotices(house, ['silent', 'silent']);
    }));
});

it('a rule on a metric fires on the edge when it was held, shows how near it is, and recovers', () =>
  withRuleHouse(async (house) => {
    await house.ask(
      'pane-create',
      'ours',
      'load',
      '--command',
      // Memory, as a busy machine gives as much of it as a quiet one.
      "read x; held=$(printf '%060000000d' 0); read y; exec cat",
    );
    await house.ask(
      'on-metric',
      'ours',
      'load',
      'memory > 40M',
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
      progress: [{ threshold: 40 * 1_048_576, held_ms: 0, for_ms: 1000 }],
    });
    await house.ask('pane-send-keys', 'ours', 'load', 'Enter');
    await untilNotices(house, ['hot']);
    await house.ask('pane-send-keys', 'ours', 'load', 'Enter');
    await untilNotices(house, ['hot', 'calm']);
    expect(await house.ask('rule-show', 'hot')).toMatchObject({ fired: 1, state: 'armed' });
  }));

it('rules on a bell and on a new pane fire', () =>
  withRuleHouse(async (house) => {
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
