import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { leftText, spanText } from '../../src/ui/format/amounts.ts';
import { phraseOf } from '../../src/ui/format/event-phrase.ts';
import { gaugeSpans } from '../../src/ui/format/gauge.ts';
import { nearestRule, nearnesses } from '../../src/ui/format/nearness.ts';
import { ruleColumnsFor } from '../../src/ui/format/rule-columns.ts';
import { ruleStateText } from '../../src/ui/format/rule-state.ts';
import { conditionOf, kindOf, watchedShort } from '../../src/ui/format/rule-text.ts';
import { wrapText } from '../../src/ui/format/wrap.ts';
import { UNICODE } from '../../src/ui/theme/symbols.ts';
import { themeOf } from '../../src/ui/theme/theme.ts';
import { eventOf, NOW_MS } from '../support/panel-fixture.ts';
import { inIso, progressOf, type RuleGiven, ruleOf } from '../support/rule-fixture.ts';
import { EVERY_STATE } from '../support/rule-scenes.ts';

const theme = themeOf({ LANG: 'C.UTF-8' });
const cpu = (name: string, ...progress: ReturnType<typeof progressOf>[]): RuleGiven => ({
  ...{ name, event: 'metric', metric: 'cpu > 80', progress },
});

describe('how near a rule is', () => {
  it('names the pane that has held longest, then the one with the highest reading', () => {
    const rule = ruleOf(
      1,
      cpu('up', progressOf(1, 70, 80), progressOf(2, 60, 80), progressOf(3, 85, 80, 2, 10)),
    );
    expect(nearnesses(rule).map(({ progress }) => progress.tmux_pane)).toEqual(['%3', '%1', '%2']);
  });

  it('counts the other way for a reading that has to fall', () => {
    const rule = ruleOf(1, {
      ...cpu('down', progressOf(1, 80, 20), progressOf(2, 25, 20)),
      metric: 'cpu < 20',
    });
    expect(nearnesses(rule).map(({ share }) => share)).toEqual([0.8, 0.25]);
  });

  it('names what is asked of all panes together', () => {
    const rule = ruleOf(1, { ...cpu('up', progressOf(1, 93, 80)), metric: 'avg(cpu) > 80' });
    expect([kindOf(rule), kindOf({ ...rule, metric: 'sum(memory) < 1G' })]).toEqual(['avg cpu', 'sum mem']);
    expect(kindOf({ ...rule, metric: 'max(processes) > 3' })).toBe('metric');
    expect(watchedShort({ ...rule, scope: { session: 's', pane: 'worker,worker-*' } })).toBe('worker,-*');
    expect(watchedShort({ ...rule, scope: { session: 's', pane: 'worker,db' } })).toBe('worker,db');
    expect(nearnesses(rule)[0]?.share).toBe(1);
  });

  it('knows no share of an expression that is more than one comparison', () => {
    expect(nearnesses(ruleOf(1, cpu('both', progressOf(1, null, null))))[0]?.share).toBeNull();
  });

  it('puts a pending rule first, then the nearest reading, then what is only armed', () => {
    const idle = ruleOf(1, { name: 'idle' });
    const low = ruleOf(2, cpu('low', progressOf(1, 10, 80)));
    const high = ruleOf(3, cpu('high', progressOf(1, 75, 80)));
    const pending = ruleOf(4, { ...cpu('pending', progressOf(1, 90, 80, 1, 10)), state: 'pending' });
    expect(nearestRule([idle, low, high, pending])?.name).toBe('pending');
    expect(nearestRule([idle, low, high])?.name).toBe('high');
    expect(nearestRule([idle])?.name).toBe('idle');
    expect(nearestRule([])).toBeNull();
  });
});

describe('a gauge', () => {
  it.each([
    [0, '░░░░░░░░'],
    [0.5, '████░░░░'],
    [0.45, '███▌░░░░'],
    [1, '████████'],
    [7, '████████'],
    [-1, '░░░░░░░░'],
  ])('at %d looks like %s', (share, text) => {
    const spans = gaugeSpans(share, 8, 'plain', theme);
    expect(spans.map((piece) => piece.text).join('')).toBe(text);
  });
});

describe('the words of a rule', () => {
  it.each([
    [EVERY_STATE[0], 'held 4s/10s'],
    [EVERY_STATE[1], 'cooling 12s'],
    [EVERY_STATE[3], '✖ failed'],
    [EVERY_STATE[4], 'paused 8m'],
    [EVERY_STATE[5], 'spent'],
    [EVERY_STATE[6], 'paused'],
    [EVERY_STATE[7], 'tripped'],
    [EVERY_STATE[8], 'asks first'],
  ] as const)('say the state, case %#', (given, text) => {
    const rule = ruleOf(1, given ?? { name: 'none' });
    expect(ruleStateText(rule, NOW_MS, UNICODE).text).toBe(text);
  });

  it.each([
    [{ name: 'a', match: 'ERROR' }, '/ERROR/'],
    [{ name: 'a', event: 'timeout', for: 90_000, match: 'ready' }, 'no /ready/ in 90s'],
    [{ name: 'a', event: 'exit', if: 'exit_code > 1' }, 'exit_code > 1'],
    [{ name: 'a', event: 'metric', metric: 'cpu > 80', if: "label == 'x'" }, "cpu > 80 and label == 'x'"],
    [{ name: 'a', event: 'bell' }, ''],
  ] as const)('say the condition of %j', (given, text) => {
    expect(conditionOf(ruleOf(1, given))).toBe(text);
  });

  it.each([
    [250, '250ms'],
    [4_900, '4s'],
    [90_000, '90s'],
    [600_000, '10m'],
    [7_200_000, '2h'],
  ])('%i ms read %s', (ms, text) => {
    expect(spanText(ms)).toBe(text);
  });

  it('never says that no time is left before it is over', () => {
    expect(leftText(inIso(0.2), NOW_MS)).toBe('1s');
    expect(leftText(null, NOW_MS)).toBe('');
  });
});

it('a rule never needs more columns than there are, and the gauge stays wherever it can be read', () => {
  const rules = EVERY_STATE.map((given, at) =>
    ruleOf(at + 1, { ...given, name: `${given.name}-with-a-long-name` }),
  );
  for (let width = 18; width <= 200; width += 1) {
    const { name, scope, kind, detail, state, fired, counts, last } = ruleColumnsFor(
      width,
      width <= 48,
      rules,
    );
    const used = 4 + name + scope + kind + detail + (state + 1) + fired + counts + last;
    expect(used, `width ${width}`).toBeLessThanOrEqual(Math.max(width, 20));
    if (width >= 68) expect(detail).toBeGreaterThanOrEqual(20);
  }
});

describe('wrapped text', () => {
  it('breaks at blanks, and words that are longer than a row anywhere', () => {
    expect(wrapText('one two three', 8, 9, '…')).toEqual(['one two', 'three']);
    expect(wrapText('abcdefghij', 4, 9, '…')).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('says that something was left out', () => {
    expect(wrapText('one two three four', 5, 2, '…')).toEqual(['one', 'two…']);
  });

  it('is as wide as it may be with wide characters and hostile bytes', () => {
    for (const row of wrapText('日本語の長い\u001b[2Jラベル 👩‍👩‍👧‍👦 end', 7, 20, '…'))
      expect(stringWidth(row)).toBeLessThanOrEqual(7);
  });
});

it('says in words how often a pane is there now, and that who was scaled away has not failed', () => {
  const data = { from: 1, to: 2, reason: 'avg cpu 93 % > 80 %, 10 s', added: ['%5'], removed: [] };
  const scaled = phraseOf(eventOf(1, { type: 'service.scaled', label: 'worker', data }), theme);
  const text = scaled.map((part) => part.text).join('');
  expect(text).toBe('worker scaled up from 1 to 2 (avg cpu 93 % > 80 %, 10 s)');
  const down = { from: 2, to: 1, reason: null };
  const again = phraseOf(eventOf(2, { type: 'service.scaled', label: 'worker', data: down }), theme);
  expect(again.map((part) => part.text).join('')).toBe('worker scaled down from 2 to 1');
  const ended = { outcome: 'failed', exit_code: 143, signal: 'TERM', ended_by: 'scale' };
  const phrase = phraseOf(eventOf(3, { type: 'exec.ended', label: 'worker-2', data: ended }), theme);
  expect(phrase.map(({ tone }) => tone)).not.toContain('bad');
});
