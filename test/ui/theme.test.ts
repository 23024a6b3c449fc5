import { describe, expect, it } from 'vitest';
import { span } from '../../src/ui/format/line.ts';
import { paintSpan } from '../../src/ui/theme/paint.ts';
import { ASCII, UNICODE } from '../../src/ui/theme/symbols.ts';
import { themeOf } from '../../src/ui/theme/theme.ts';

const wishes = (wish: Partial<Parameters<typeof themeOf>[1] & object>) => ({
  ...{ colors: 'auto' as const, symbols: 'auto' as const, hide: [] },
  ...wish,
});

describe('how the panel draws', () => {
  it.each([
    ['the terminal is UTF-8', { LANG: 'de_DE.UTF-8' }, {}, UNICODE],
    ['it is not', { LANG: 'C' }, {}, ASCII],
    ['LC_ALL decides over LANG', { LC_ALL: 'C', LANG: 'C.UTF-8' }, {}, ASCII],
    ['the settings say ASCII', { LANG: 'C.UTF-8' }, { symbols: 'ascii' as const }, ASCII],
    ['the settings say Unicode', { LANG: 'C' }, { symbols: 'unicode' as const }, UNICODE],
  ])('has the signs for it where %s', (_where, environment, wish, symbols) => {
    expect(themeOf(environment, wishes(wish)).symbols).toBe(symbols);
  });

  it.each([
    ['by itself', {}, {}, '\u001b[33m'],
    ['for a light background', {}, { colors: 'light' as const }, '\u001b[38;5;130m'],
    ['not with the setting none', {}, { colors: 'none' as const }, 'w'],
    ['not with NO_COLOR', { NO_COLOR: '1' }, {}, 'w'],
    ['not on a dumb terminal', { TERM: 'dumb' }, {}, 'w'],
  ])('has colours %s', (_how, environment, wish, start) => {
    const painted = paintSpan(span('warning', 'warn'), themeOf(environment, wishes(wish)));
    expect(painted.startsWith(start)).toBe(true);
  });
});
