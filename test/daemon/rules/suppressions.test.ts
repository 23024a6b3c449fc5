import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSuppressionLog } from '../../../src/daemon/rules/suppressions.ts';
import { ruleId } from '../../../src/domain/ids.ts';
import { eventOf } from '../../support/panel-fixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells the first at once and the rest in one event, after longer and longer while they go on', () => {
  const told: unknown[] = [];
  const log = createSuppressionLog(({ type, data }) => {
    told.push(data.count);
    return eventOf(told.length, { type });
  });
  const rule = { id: ruleId(1), name: 'spent' };
  const place = { session: 's', pane: null, pane_id: null, label: null };
  // Ten hits a second, for an hour.
  for (let hit = 0; hit < 36_000; hit += 1) {
    log.note(rule, place, 'max_fires', null);
    vi.advanceTimersByTime(100);
  }
  expect(told.slice(0, 5)).toEqual([1, 9, 20, 40, 80]);
  expect(told.length).toBeLessThan(25);
  log.dispose();
});

it('tells at once again after a while without any', () => {
  const told: unknown[] = [];
  const log = createSuppressionLog(({ type, data }) => {
    told.push(data.count);
    return eventOf(told.length, { type });
  });
  const rule = { id: ruleId(1), name: 'cooling' };
  const place = { session: 's', pane: null, pane_id: null, label: null };
  for (let round = 0; round < 2; round += 1) {
    log.note(rule, place, 'cooldown', null);
    vi.advanceTimersByTime(10_000);
  }
  expect(told).toEqual([1, 1]);
  log.dispose();
});
