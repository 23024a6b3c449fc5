import { describe, expect, it } from 'vitest';
import { comparedNow } from '../../src/ui/form/compared-now.ts';
import { eventOf, FORM_EVENTS, type Form, fieldsOf, newForm } from '../../src/ui/form/form.ts';
import { problemOfForm, ruleCallOf } from '../../src/ui/form/rule-call.ts';
import { paneIdOf, sessionIdOf } from '../support/panel-fixture.ts';

const target = { sessionId: sessionIdOf(0), tmuxPane: paneIdOf(1), name: 'web %1' };

const formOf = (
  event: (typeof FORM_EVENTS)[number],
  texts: Partial<Record<keyof Form['texts'], string>>,
): Form => {
  const empty = newForm(target);
  const filled = Object.fromEntries(
    Object.entries(texts).map(([field, text]) => [field, { text, caret: text.length }]),
  );
  const choices = { ...empty.choices, event: FORM_EVENTS.indexOf(event) };
  return { ...empty, choices, texts: { ...empty.texts, ...filled } };
};

describe('the form of a new trigger', () => {
  it.each([
    ['pattern', { condition: 'a b ' }, { pattern: 'a b ' }],
    ['exit', { condition: '' }, {}],
    ['exit', { condition: "status == 'failed'" }, { if: "status == 'failed'" }],
    ['timeout', { condition: '10m' }, { duration: '10m' }],
    ['metric', { condition: 'cpu > 80', held: '10s' }, { expression: 'cpu > 80', for: '10s' }],
    ['silence', { condition: '5m' }, { duration: '5m' }],
    ['bell', { condition: 'of another kind' }, {}],
  ] as const)('makes a rule on %s from %j', (event, texts, input) => {
    const form = formOf(event, { ...texts, action: 'notify hi' });
    expect(problemOfForm(form)).toBeNull();
    const call = ruleCallOf(form);
    expect(call.command).toBe(`on-${event}`);
    expect(call.input).toEqual({
      ...{ session: sessionIdOf(0), pane: paneIdOf(1), action: 'notify hi' },
      ...{ confirm: false, dry_run: false },
      ...input,
    });
  });

  it.each([
    ['pattern', { action: 'x' }, 'condition'],
    ['silence', { condition: 'long', action: 'x' }, 'condition'],
    ['metric', { condition: 'cpu > 1', held: 'x', action: 'x' }, 'held'],
    ['bell', {}, 'action'],
    ['bell', { action: 'x', name: 'r7' }, 'name'],
    ['bell', { action: 'x', name: '77' }, 'name'],
    ['bell', { action: 'x', cooldown: 'soon' }, 'cooldown'],
  ] as const)('says what is wrong on %s with %j', (event, texts, field) => {
    expect(problemOfForm(formOf(event, texts))?.field).toBe(field);
  });

  it('asks only for what its kind needs', () => {
    for (const event of FORM_EVENTS) {
      const form = formOf(event, {});
      expect(eventOf(form)).toBe(event);
      expect(fieldsOf(form).includes('condition')).toBe(event !== 'bell');
      expect(fieldsOf(form).includes('held')).toBe(event === 'metric');
    }
  });
});

describe('a comparison that is typed', () => {
  const metrics = {
    ...{ cpu_percent: 93, memory_bytes: 120 * 1024 ** 2, processes: 3, runtime_ms: 32_000 },
    sampled_at: '2026-11-21T12:00:00.000Z',
  };
  it.each([
    ['cpu > 80', true],
    ['cpu > 80%', true],
    ['cpu<=92.5', false],
    ['memory >= 120M', true],
    ['memory > 1G', false],
    ['runtime > 1m', false],
    ['processes < 4', true],
    ['cpu > ', null],
    ['cpu > 80 && memory > 1', null],
    ['disk > 3', null],
    ['cpu > 1.2.3', null],
  ])('%s is %j now', (expression, verdict) => {
    expect(comparedNow(expression, metrics)).toBe(verdict);
    expect(comparedNow(expression, null)).toBeNull();
  });
});
