import { ASCII, type Symbols, UNICODE } from './symbols.ts';

/** How the panel may draw on this terminal. */
export interface Theme {
  readonly symbols: Symbols;
  readonly hasColour: boolean;
  /** False where the terminal is not UTF-8: then nothing but ASCII is written, foreign text included. */
  readonly isUtf8: boolean;
}

export const themeOf = (environment: Readonly<Record<string, string | undefined>>): Theme => {
  const isUtf8 = saysUtf8(environment);
  const hasColour = (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
  return { symbols: isUtf8 ? UNICODE : ASCII, hasColour, isUtf8 };
};

/** POSIX: the first of these that is set and not empty decides. Where none is, the terminal is taken as UTF-8. */
const saysUtf8 = (environment: Readonly<Record<string, string | undefined>>): boolean => {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG;
  return locale === undefined || locale === '' || /utf-?8/i.test(locale);
};
