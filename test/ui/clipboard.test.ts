import { expect, it } from 'vitest';
import { clipboardSequence, harmless, plainText } from '../../src/ui/format/clipboard.ts';

const decoded = (sequence: string): string =>
  Buffer.from(sequence.slice('\u001b]52;c;'.length, -1), 'base64').toString();

it('what is copied goes to the terminal as base64 and nothing else', () => {
  const sequence = clipboardSequence('a\u001b]0;evil\u0007日本');
  expect([...sequence].slice(0, 7).join('')).toBe('\u001b]52;c;');
  expect(sequence.slice(7, -1)).toMatch(/^[A-Za-z0-9+/=]+$/);
  expect(decoded(sequence)).toBe('a\u001b]0;evil\u0007日本');
});

it('no sequence is longer than terminals take, and no character is cut in two', () => {
  const sequence = clipboardSequence(`x${'日'.repeat(100_000)}`);
  expect(sequence.length).toBeLessThanOrEqual(100_000);
  expect(decoded(sequence)).toMatch(/^x日+$/);
});

it('a screen is copied without styles, blanks at the ends and control bytes', () => {
  expect(plainText(['\u001b[1mbold\u001b[0m   ', '  in\u0008\r', '', '   '])).toBe('bold\n  in');
  expect(harmless('a\tb\nc\u009b')).toBe('a\tbc');
});
