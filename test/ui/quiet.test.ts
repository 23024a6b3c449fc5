import { expect, it } from 'vitest';
import type { State } from '../../src/store/state.ts';
import { isQuietChange } from '../../src/ui/desk/quiet.ts';
import { agoIso } from '../support/panel-fixture.ts';
import { farm } from '../support/panel-scenes.ts';

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
