import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteWord, quoteWords } from '../../src/domain/shell-quote.ts';

describe('a quoted word', () => {
  it.each([
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ["'", "\\'"],
    ['a\\b', "'a'\\\\'b'"],
    ['a\0b', "'ab'"],
  ])('%j is %s', (word, quoted) => {
    expect(quoteWord(word)).toBe(quoted);
  });

  it('stays as it is among words where it means nothing to any shell', () => {
    expect(quoteWords(['ls', '-l', '/tmp/a.b', '50%', 'a=b', '~', '', 'x y'])).toBe(
      "ls -l /tmp/a.b '50%' 'a=b' '~' '' 'x y'",
    );
  });

  it('arrives in a shell as it was', () => {
    const sign = fc.constantFrom(...`'"\\$\`(){}[]<>|&;!#~=*?^%@ \n\t-a`, 'é', '👍');
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: sign, maxLength: 12 }), { minLength: 1, maxLength: 8 }),
        (words) => {
          const script = `printf '%s\\0' ${quoteWords(words)}`;
          const printed = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
          expect(printed).toBe(words.map((each) => `${each}\0`).join(''));
        },
      ),
      { numRuns: 40 },
    );
  });
});
