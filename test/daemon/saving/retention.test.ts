import { expect, test } from 'vitest';
import { overdue } from '../../../src/daemon/saving/retention.ts';

const DAY = 86_400_000;
const now = Date.parse('2026-01-31T12:30:00.000Z');
const limits = { keep: 2, hourly: 3, daily: 3, maxAgeMs: 30 * DAY };
const at = (text: string) => ({ at: `2026-01-${text}:00.000Z` });
const gone = (times: readonly string[], more: object = {}, nowMs = now) =>
  overdue(times.map(at), { ...limits, ...more }, nowMs).map(({ at: time }) => time.slice(8, 16));

test.each<readonly [why: string, times: readonly string[], removed: readonly string[]]>([
  ['nothing of nothing', [], []],
  ['the newest ones stay', ['31T12:01', '31T12:02'], []],
  [
    'a busy minute leaves what was before it',
    ['30T23:10', '31T10:10', '31T12:01', '31T12:02', '31T12:03'],
    ['31T12:01'],
  ],
  [
    'of an hour the last one stays, of more hours the last of each day',
    [
      '28T01:00',
      '28T02:00',
      '29T01:00',
      '29T02:00',
      '30T01:00',
      '30T02:00',
      '31T09:00',
      '31T10:01',
      '31T10:02',
      '31T12:01',
      '31T12:02',
    ],
    ['28T01:00', '28T02:00', '29T01:00', '30T01:00', '31T10:01'],
  ],
  ['a pause of weeks loses nothing', ['02T01:00', '03T01:00', '31T12:01', '31T12:02'], []],
  [
    'with a clock that was set back the order is that of the numbers',
    ['31T12:01', '31T12:02', '20T08:01', '20T08:02', '20T08:03'],
    ['31T12:01', '20T08:01'],
  ],
])('thinning out: %s', (_why, times, removed) => expect(gone(times)).toEqual(removed));

test('too old is gone, but never the newest one', () => {
  expect(gone(['01T10:00', '30T10:00', '31T10:00'], { maxAgeMs: 2 * DAY })).toEqual(['01T10:00']);
  expect(gone(['01T10:00', '02T10:00'], {}, now + 100 * DAY)).toEqual(['01T10:00']);
});
