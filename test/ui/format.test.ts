import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { ageText, bytesText, percentText } from '../../src/ui/format/amounts.ts';
import { cutPainted } from '../../src/ui/format/ansi.ts';
import { shorten, takeColumns } from '../../src/ui/format/cut.ts';
import { filterOf } from '../../src/ui/format/filter.ts';
import { scrollTop } from '../../src/ui/format/scroll.ts';
import { sparkline } from '../../src/ui/format/sparkline.ts';
import { asciiOnly } from '../../src/ui/theme/paint.ts';
import { UNICODE } from '../../src/ui/theme/symbols.ts';
import { themeOf } from '../../src/ui/theme/theme.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

describe('amounts', () => {
  it.each([
    [0, '0s'],
    [59, '59s'],
    [60, '1m'],
    [3_599, '59m'],
    [3_600, '1h'],
    [86_400, '1d'],
    [-5, '0s'],
  ])('an age of %i seconds reads %s', (seconds, text) => {
    expect(ageText(ago(seconds), NOW)).toBe(text);
  });

  it('an unknown or broken time has no age', () => {
    expect(ageText(null, NOW)).toBe('');
    expect(ageText('yesterday', NOW)).toBe('');
  });

  it.each([
    [0, '0B'],
    [999, '999B'],
    [1_000, '1.0K'],
    [310 * 1024 ** 2, '310M'],
    [2.1 * 1024 ** 3, '2.1G'],
    [1023 * 1024 ** 2, '1.0G'],
  ])('%d bytes read %s', (bytes, text) => {
    expect(bytesText(bytes, '-')).toBe(text);
  });

  it('what is unknown is a dash, never 0', () => {
    expect(bytesText(null, '–')).toBe('–');
    expect(percentText(null, '–')).toBe('–');
    expect(percentText(0, '–')).toBe('0%');
  });
});

describe('foreign text', () => {
  it.each([
    ['plain', 10, 'plain', 5],
    ['plain', 3, 'pla', 3],
    ['日本語', 5, '日本', 4],
    ['a\u001b[2Jb', 10, 'a^[[2Jb', 7],
    ['line\nbreak\ttab', 20, 'line break tab', 14],
    ['\u202eevil', 10, 'evil', 4],
    ['👩\u200d👩\u200d👧', 10, '👩', 2],
    ['🇩🇪', 10, 'DE', 2],
    ['e\u0301', 10, 'é', 1],
    ['\u0085x', 10, '\ufffdx', 2],
  ])('%j in %i columns is %j', (text, columns, shown, width) => {
    const cut = takeColumns(text, columns);
    expect(cut).toMatchObject({ text: shown, width });
    expect(stringWidth(cut.text)).toBe(width);
  });

  it('ten thousand marks on one letter cost and take no more than one letter', () => {
    const cut = takeColumns(`z${'\u0301'.repeat(10_000)}`, 5);
    expect(cut.width).toBe(1);
    expect(cut.text.length).toBeLessThan(8);
  });

  it('a cut shows', () => {
    expect(shorten('abcdef', 4, '…')).toEqual({ text: 'abc…', width: 4, isCut: true });
    expect(shorten('日本語', 4, '…')).toEqual({ text: '日…', width: 3, isCut: true });
  });

  it('becomes question marks of the same width without UTF-8', () => {
    expect(asciiOnly('a日b…')).toBe('a??b?');
    expect(asciiOnly('\u001b[31mé\u001b[0m')).toBe('\u001b[31m?\u001b[0m');
  });
});

describe('a painted line', () => {
  it('is cut by columns, keeps its colours and leaves no style open', () => {
    expect(cutPainted('\u001b[31mred and more\u001b[0m', 3, false)).toEqual({
      text: '\u001b[31mred\u001b[0m',
      width: 3,
    });
  });

  it('loses every sequence that is not a style', () => {
    const hostile =
      'a\u001b[2Jb\u001b]0;title\u0007c\u001b[?1049hd\u001bPq\u001b\\e\u001b]52;c;eA==\u001b\\f';
    expect(cutPainted(hostile, 20, false)).toEqual({ text: 'abcdef', width: 6 });
  });

  it('has no colour where none is wanted', () => {
    expect(cutPainted('\u001b[31mred\u001b[0m', 10, true)).toEqual({ text: 'red', width: 3 });
  });
});

describe('the filter', () => {
  it('matches as a regex, regardless of case unless the pattern has a capital', () => {
    const lower = filterOf('work|build');
    expect(lower.kind === 'accepts' && [lower.accepts('WORKER'), lower.accepts('lint')]).toEqual([
      true,
      false,
    ]);
    const upper = filterOf('Work');
    expect(upper.kind === 'accepts' && [upper.accepts('Worker'), upper.accepts('worker')]).toEqual([
      true,
      false,
    ]);
  });

  it('is inverted by ! in front', () => {
    const filter = filterOf('!worker');
    expect(filter.kind === 'accepts' && [filter.accepts('worker'), filter.accepts('lint')]).toEqual([
      false,
      true,
    ]);
  });

  it('says what is wrong with a pattern', () => {
    expect(filterOf('(').kind).toBe('invalid');
    expect(filterOf('').kind).toBe('none');
    expect(filterOf('!').kind).toBe('none');
  });
});

describe('scrolling', () => {
  it.each([
    [100, 5, 10, 0, 0],
    [100, 12, 10, 0, 3],
    [100, 2, 10, 5, 2],
    [8, 7, 10, 5, 0],
    [0, 0, 10, 4, 0],
    [20, 19, 10, 0, 10],
  ])('of %i rows with focus %i in %i rows from %i shows from %i', (count, focus, height, top, expected) => {
    expect(scrollTop(count, focus, height, top)).toBe(expected);
  });
});

describe('a sparkline', () => {
  it('shows the newest readings against at least one core', () => {
    expect(sparkline([0, 50, 100], 4, UNICODE.bars)).toBe(' ▁▅█');
    expect(sparkline([400, 200, null], 3, UNICODE.bars)).toBe('█▅ ');
    expect(sparkline([1, 1, 1, 0, 0], 2, UNICODE.bars)).toBe('▁▁');
  });
});

describe('the theme', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C' }, false],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LC_CTYPE: 'de_DE.utf8', LANG: 'C' }, true],
    [{}, true],
  ])('reads %j as UTF-8: %s', (environment, isUtf8) => {
    expect(themeOf(environment).isUtf8).toBe(isUtf8);
  });

  it('has no colour with NO_COLOR or on a dumb terminal', () => {
    expect(themeOf({ NO_COLOR: '1' }).hasColour).toBe(false);
    expect(themeOf({ NO_COLOR: '' }).hasColour).toBe(true);
    expect(themeOf({ TERM: 'dumb' }).hasColour).toBe(false);
  });
});
