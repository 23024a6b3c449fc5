import { describe, expect, it } from 'vitest';
import { BackOff } from '../../src/tmux/back-off.ts';

describe('the back-off', () => {
  it('lets the first failure be tried again at once, and each further one later', () => {
    const backOff = new BackOff<string>();
    backOff.failed('a', 10, 0);
    expect(backOff.mayTry('a', 0)).toBe(true);
    backOff.failed('a', 10, 0);
    expect([backOff.mayTry('a', 249), backOff.mayTry('a', 250)]).toEqual([false, true]);
    for (let more = 0; more < 40; more += 1) backOff.failed('a', 10, 0);
    expect([backOff.mayTry('a', 29_999), backOff.mayTry('a', 30_000)]).toEqual([false, true]);
    expect(backOff.mayTry('b', 0)).toBe(true);
  });

  it('forgets what went well for a while, and what is no longer wanted', () => {
    const backOff = new BackOff<string>();
    backOff.failed('a', 10, 0);
    backOff.failed('a', 10, 0);
    backOff.failed('a', 5_000, 0);
    expect(backOff.mayTry('a', 0)).toBe(true);
    backOff.failed('a', 10, 0);
    backOff.keepOnly([]);
    expect(backOff.mayTry('a', 0)).toBe(true);
  });
});
