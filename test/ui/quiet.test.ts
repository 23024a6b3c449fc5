import { expect, it } from 'vitest';
import type { Rule } from '../../src/domain/rule.ts';
import type { State } from '../../src/store/state.ts';
import { isQuietChange } from '../../src/ui/desk/quiet.ts';
import { agoIso } from '../support/panel-fixture.ts';
import { farm } from '../support/panel-scenes.ts';
import { progressOf, questionOf } from '../support/rule-fixture.ts';
import { ruled } from '../support/rule-scenes.ts';

const withEveryPane = (patch: Partial<State['panes'][keyof State['panes']]>): State => ({
  ...farm,
  panes: Object.fromEntries(Object.entries(farm.panes).map(([id, pane]) => [id, { ...pane, ...patch }])),
});

it.each([
  ['nothing', farm, true],
  [
    'load and output times',
    withEveryPane({ metrics: null, history: [], lastOutputAt: agoIso(0), cursor: 7 }),
    true,
  ],
  ['a status', withEveryPane({ status: 'failed' }), false],
  ['a label', withEveryPane({ label: 'other' }), false],
  ['a pane that is gone', { ...farm, panes: {} }, false],
  ['an event', { ...farm, events: [] }, false],
  ['the link', { ...farm, link: { kind: 'syncing' } }, false],
] as const)('a change of %s is quiet or not', (_, after, isQuiet) => {
  expect(isQuietChange(farm, after)).toBe(isQuiet);
});

const withFirstRule = (given: Partial<Rule>): State => ({
  ...ruled,
  rules: Object.fromEntries(
    Object.entries(ruled.rules).map(([id, rule]) => [id, id === 'r1' ? { ...rule, ...given } : rule]),
  ),
});

it.each([
  [
    'hits and progress',
    withFirstRule({ hits: 99, suppressed: 4, progress: [progressOf(1, 94, 80, 5, 10)] }),
    true,
  ],
  ['its state', withFirstRule({ state: 'cooling' }), false],
  ['how often it fired', withFirstRule({ fired: 2 }), false],
  ['what failed', withFirstRule({ last_error: 'no' }), false],
  ['a question', { ...ruled, questions: [questionOf(9)] }, false],
  ['a rule that is gone', { ...ruled, rules: {} }, false],
] as const)('a change of %s of a rule is quiet or not', (_, after, isQuiet) => {
  expect(isQuietChange(ruled, after)).toBe(isQuiet);
});
