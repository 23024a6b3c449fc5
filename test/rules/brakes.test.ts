import { describe, expect, it } from 'vitest';
import { type BrakeState, RULE_LIMITS, suppressionOf } from '../../src/rules/brakes.ts';

const FREE: BrakeState = { isPaused: false, isTripped: false, fired: 0, coolingUntilMs: 0, recentMs: [] };
const ask = (state: Partial<BrakeState>, depth = 1, max_fires: number | null = null) =>
  suppressionOf({ max_fires }, { ...FREE, ...state }, depth, 1_000_000, RULE_LIMITS);
const times = (count: number, agoMs: number): number[] =>
  Array.from({ length: count }, () => 1_000_000 - agoMs);

describe('the brakes of a rule', () => {
  it.each([
    ['nothing in the way', {}, 1, null, null],
    ['tripped', { isTripped: true, isPaused: true }, 1, null, 'tripped'],
    ['paused', { isPaused: true }, 1, null, 'paused'],
    ['as often as it may', { fired: 3 }, 1, 3, 'max_fires'],
    ['once less', { fired: 2 }, 1, 3, null],
    ['within the cooldown', { coolingUntilMs: 1_000_001 }, 1, null, 'cooldown'],
    ['at its end', { coolingUntilMs: 1_000_000 }, 1, null, null],
    ['the sixteenth of a cascade', {}, 16, null, null],
    ['one deeper', {}, 17, null, 'cascade'],
    ['30 firings in the window', { recentMs: times(30, 9_999) }, 1, null, 'rate'],
    ['30 firings, one just out of it', { recentMs: [...times(1, 10_000), ...times(29, 5)] }, 1, null, null],
  ] as const)('%s', (_title, state, depth, most, expected) => {
    expect(ask(state, depth, most)).toBe(expected);
  });
});
