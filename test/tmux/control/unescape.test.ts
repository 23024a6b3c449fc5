import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOTHING_HELD, splitLines } from '../../../src/tmux/control/split.ts';
import { unescapeOutput } from '../../../src/tmux/control/unescape.ts';

/** As control.c does it. */
const escaped = (data: Uint8Array): Buffer =>
  Buffer.concat(
    [...data].map((byte) =>
      byte < 0x20 || byte === 0x5c
        ? Buffer.from(`\\${byte.toString(8).padStart(3, '0')}`)
        : Buffer.from([byte]),
    ),
  );

it('gives back every byte that tmux escaped', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
      expect(unescapeOutput(escaped(data), 0)).toEqual(Buffer.from(data));
    }),
  );
});

it('leaves a backslash that is no escape as it stands', () => {
  expect(unescapeOutput(Buffer.from('a\\9b\\'), 0).toString()).toBe('a\\9b\\');
});

it('stops at a line that is longer than its budget', () => {
  const { lines, isOverBudget } = splitLines(NOTHING_HELD, Buffer.from('ab\nabcdef'), 4);
  expect(lines.map(String)).toEqual(['ab']);
  expect(isOverBudget).toBe(true);
});
