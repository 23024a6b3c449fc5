import { describe, expect, it } from 'vitest';
import { createLineReader, encodeLine } from '../../src/protocol/lines.ts';

describe('the line reader', () => {
  it('gives the same values however the bytes are cut', () => {
    const values = [{ a: 'Süß 日本 👩‍👩‍👧' }, { b: 'two\nlines' }, [], null, 7];
    const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
    for (const size of [1, 2, 3, 7, 16, bytes.length]) {
      const reader = createLineReader();
      const read: unknown[] = [];
      for (let at = 0; at < bytes.length; at += size)
        read.push(...reader.feed(bytes.subarray(at, at + size)).values);
      expect(read).toEqual(values);
    }
  });

  it('keeps a half line until it is whole', () => {
    const reader = createLineReader();
    expect(reader.feed(Buffer.from('{"a"'))).toEqual({ values: [], broken: null });
    expect(reader.feed(Buffer.from(':1}\n{'))).toEqual({ values: [{ a: 1 }], broken: null });
  });

  it.each([
    ['nothing', '\n'],
    ['no JSON', '{"a":1}x\n'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x0a])],
    ['a line that is too long', `"${'x'.repeat(200)}"\n`],
    ['a line that is too long before it ends', 'x'.repeat(200)],
  ])('breaks on %s, keeps what came before, and reads no more', (_what, bytes) => {
    const reader = createLineReader(100);
    const first = reader.feed(Buffer.concat([Buffer.from('1\n'), Buffer.from(bytes)]));
    expect(first.values).toEqual([1]);
    expect(first.broken).not.toBe(null);
    expect(reader.feed(Buffer.from('2\n'))).toEqual({ values: [], broken: first.broken });
  });

  it('reads back what is encoded, each on one line', () => {
    const message = { text: 'a\nb\u2028c\u0000' };
    const line = encodeLine(message);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(createLineReader().feed(Buffer.from(line)).values).toEqual([message]);
  });
});
