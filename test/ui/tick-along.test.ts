import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Ticking, tickAlong } from '../../src/ui/desk/tick-along.ts';

let ticks = 0;
let clock: Ticking;

beforeEach(() => {
  vi.useFakeTimers();
  ticks = 0;
  clock = tickAlong(() => {
    ticks += 1;
    // As the panel does it: a tick changes what is shown.
    clock.redrawn();
  });
});

afterEach(() => {
  clock.dispose();
  vi.useRealTimers();
});

it('ticks once a second where nothing else redraws', () => {
  vi.advanceTimersByTime(10_000);
  expect(ticks).toBe(10);
});

it('goes with the redraws of a loop that prints about once a second, whenever in the second that is', () => {
  for (const phase of [20, 480, 900]) {
    vi.advanceTimersByTime(phase);
    clock.redrawn();
    vi.advanceTimersByTime(1_010);
    clock.redrawn();
    const before = ticks;
    for (let line = 0; line < 10; line += 1) {
      vi.advanceTimersByTime(1_010);
      clock.redrawn();
    }
    expect(ticks - before).toBe(10);
  }
});

it('ticks at most four times a second beside a busy preview, and goes on when that ends', () => {
  for (let frame = 0; frame < 150; frame += 1) {
    vi.advanceTimersByTime(67);
    clock.redrawn();
  }
  expect(ticks).toBeLessThanOrEqual(41);
  const before = ticks;
  vi.advanceTimersByTime(5_000);
  expect(ticks - before).toBeGreaterThanOrEqual(4);
});
