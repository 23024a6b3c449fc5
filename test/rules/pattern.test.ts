import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/rules/pattern.ts';

const compiled = (source: string) => {
  const result = compilePattern(source);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
};

describe('a pattern', () => {
  it.each(['(?<word>\\w+)=(\\d+)', '(?P<word>\\w+)=(\\d+)'])('takes named groups as %s', (source) => {
    expect(compiled(source).match('load count=42 high')?.groups).toEqual({
      1: 'count',
      2: '42',
      word: 'count',
    });
  });

  it('leaves out a group that took no part', () => {
    expect(compiled('(a)|(b)').match('b')?.groups).toEqual({ 2: 'b' });
  });

  it('can have a group named like a property of every object', () => {
    expect(Object.entries(compiled('(?P<__proto__>x)').match('x')?.groups ?? {})).toContainEqual([
      '__proto__',
      'x',
    ]);
  });

  it.each([
    ['(a', 1, 'missing closing )'],
    ['ab(?=x)', 3, 'invalid or unsupported Perl syntax'],
    ['x[z-a]', 3, 'invalid character class range'],
  ])('says where %s is wrong', (source, column, reason) => {
    const result = compilePattern(source);
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'invalid_pattern', data: { line: 1, column } },
    });
    expect(result.ok ? '' : result.failure.message).toContain(reason);
  });

  it('refuses what is longer than 1,000 characters', () => {
    expect(compilePattern('a'.repeat(1_001))).toMatchObject({
      ok: false,
      failure: { code: 'invalid_pattern' },
    });
  });

  it('ends on lines that explode under backtracking', () => {
    for (const source of ['(a+)+$', '(a|aa)+$', '(x+x+)+y'])
      expect(compiled(source).test(`${'a'.repeat(15_000)}!`)).toBe(false);
  });

  it('looks at the first 16 KiB of a line', () => {
    expect(compiled('needle').test(`${'x'.repeat(16_000)}needle`)).toBe(true);
    expect(compiled('needle').test(`${'x'.repeat(17_000)}needle`)).toBe(false);
  });
});
