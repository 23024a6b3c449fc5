import { expect, it } from 'vitest';
import { createPaneQuota } from '../../../src/daemon/rules/pane-quota.ts';
import { known, oneWindow, pane, pane$ } from '../../store/worlds.ts';

const state = known(oneWindow(pane(1), pane(2), pane(3)));
const session = Object.values(state.sessions)[0]?.name ?? '';

it('counts the panes of rules that are there, and those under way', () => {
  const quota = createPaneQuota(() => state, 3);
  quota.begin([pane$(1), pane$(99)]);
  const first = quota.reserve(session);
  const second = quota.reserve(session);
  expect([first.ok, second.ok]).toEqual([true, true]);
  expect(quota.reserve(session)).toMatchObject({
    ok: false,
    failure: { code: 'limit_reached', data: { panes: 3 } },
  });
  if (!first.ok || !second.ok) return;
  first.value([]);
  second.value([pane$(2)]);
  expect(quota.reserve(session).ok).toBe(true);
  expect(quota.reserve(session).ok).toBe(false);
  expect(quota.reserve('another').ok).toBe(true);
});
