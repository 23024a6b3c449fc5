import { describe, expect, it } from 'vitest';
import type { RuleFire } from '../../src/domain/rule.ts';
import { type Hold, holdNext, NEW_HOLD } from '../../src/rules/hold.ts';

/** Readings a second apart; F where it fires, R where it recovers, . where nothing happens. */
const run = (readings: string, forMs: number, fire: RuleFire): string => {
  let hold: Hold = NEW_HOLD;
  return [...readings]
    .map((reading, index) => {
      const step = holdNext(hold, reading === '?' ? null : reading === '1', index * 1_000, forMs, fire);
      hold = step.hold;
      return step.fires ? 'F' : step.recovers ? 'R' : '.';
    })
    .join('');
};

describe('a condition that holds', () => {
  it.each([
    ['fires on the edge, once', '0111011', 0, 'edge', '.F..RF.'],
    ['fires when it has been true for so long', '1111111', 3_000, 'edge', '...F...'],
    ['begins anew after one false reading', '1101111', 3_000, 'edge', '......F'],
    ['does not recover from what never fired', '1100', 3_000, 'edge', '....'],
    ['goes on where a reading is missing', '11?1', 3_000, 'edge', '...F'],
    ['fires at each reading where that is wanted', '01110', 1_000, 'each', '..FFR'],
  ] as const)('%s', (_title, readings, forMs, fire, expected) => {
    expect(run(readings, forMs, fire)).toBe(expected);
  });
});
