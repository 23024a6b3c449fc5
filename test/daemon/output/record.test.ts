import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOutputRecord } from '../../../src/daemon/output/record.ts';

describe('an output record', () => {
  it('numbers lines from the cursor that it begins with', () => {
    const record = createOutputRecord(7);
    expect(record.append('a', 0, false)).toBe(7);
    expect(record.append('b', 0, true)).toBe(8);
    expect(record.nextCursor).toBe(9);
    expect(record.from(8, 10).lines).toEqual([
      { cursor: 8, at: '1970-01-01T00:00:00.000Z', text: 'b', typed: true },
    ]);
  });

  it('answers an empty slice for what has not come yet', () => {
    const record = createOutputRecord();
    record.append('a', 0, false);
    expect(record.from(5, 10)).toEqual({ lines: [], lost: 0 });
  });

  it('counts what is no longer held instead of leaving it out silently', () => {
    const record = createOutputRecord();
    for (let n = 0; n < 100; n += 1) record.append(`line ${n}`, n, false);
    record.shrinkTo(1_000);
    const slice = record.from(0, 1_000);
    expect(slice.lost).toBe(record.firstCursor);
    expect(slice.lines[0]?.text).toBe(`line ${record.firstCursor}`);
    expect(slice.lost + slice.lines.length).toBe(100);
  });

  it('holds exactly the newest lines that fit, whatever was appended and dropped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string(), bound: fc.nat(2_000) }), { maxLength: 300 }),
        (steps) => {
          const record = createOutputRecord();
          const all: string[] = [];
          for (const { text, bound } of steps) {
            all.push(text);
            record.append(text, 0, false);
            record.shrinkTo(bound);
            expect(record.bytes).toBeLessThanOrEqual(bound);
          }
          const slice = record.from(0, 10_000);
          expect(slice.lines.map((line) => line.text)).toEqual(all.slice(record.firstCursor));
          expect(slice.lost).toBe(record.firstCursor);
        },
      ),
    );
  });
});
