import { describe, expect, it } from 'vitest';
import { parseAction } from '../../../src/rules/action/parse.ts';
import { fillText } from '../../../src/rules/action/template.ts';
import { detokenize, tokenize } from '../../../src/rules/action/tokens.ts';
import { HOSTILE_TEXTS } from '../hostile.ts';
import { NONE } from './filled.ts';

const wordsOf = (line: string) => {
  const parsed = parseAction([line], { event: 'pattern', groups: ['1'] });
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return parsed.value[0]?.words ?? [];
};

describe('a token', () => {
  it('stands for a value while words are parsed, wherever they end up', () => {
    const { argv, placeholders } = tokenize(wordsOf("notify 'a {{ line }}' --to={{ label }} {{ line }}"));
    expect(argv.map((word) => word.length)).toEqual([6, 4, 7, 2]);
    expect(new Set(argv.join('')).size).toBeGreaterThan(3);
    for (const text of HOSTILE_TEXTS) {
      const values = { ...NONE, line: text, label: `<${text}>` };
      expect(argv.map((word) => fillText(detokenize(word, placeholders), values))).toEqual([
        'notify',
        `a ${text}`,
        `--to=<${text}>`,
        text,
      ]);
    }
  });

  it('is never an option, a number or a name', () => {
    const { argv } = tokenize(wordsOf('notify {{ line }} {{ match.1 }}'));
    for (const word of argv.slice(1)) expect(word).toMatch(/^[\u{f0000}-\u{ffffd}]$/u);
  });

  it('of somebody else stays text', () => {
    const { placeholders } = tokenize(wordsOf('notify {{ line }}'));
    expect(detokenize('a\u{f0005}b', placeholders).map((part) => part.kind)).toEqual([
      'text',
      'text',
      'text',
    ]);
    expect(fillText(detokenize('a\u{f0005}b', placeholders), NONE)).toBe('a\u{f0005}b');
    // A value that looks like a token is not read again.
    expect(fillText(detokenize('\u{f0000}', placeholders), { ...NONE, line: '\u{f0000}x' })).toBe(
      '\u{f0000}x',
    );
  });
});
