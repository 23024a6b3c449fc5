import type { PanelSettings } from '../../protocol/panel-settings.ts';
import { ASCII, type Symbols, UNICODE } from './symbols.ts';

/** How the panel may draw on this terminal. */
export interface Theme {
  readonly symbols: Symbols;
  readonly hasColour: boolean;
  /** False where the terminal is not UTF-8: then nothing but ASCII is written, foreign text included. */
  readonly isUtf8: boolean;
  /** Darker colours, for a light background. */
  readonly isLight: boolean;
  /** Columns of the tree that the operator does not want. */
  readonly hidden: ReadonlySet<string>;
}

type Wishes = Pick<PanelSettings, 'colors' | 'symbols' | 'hide'>;
const NO_WISHES: Wishes = { colors: 'auto', symbols: 'auto', hide: [] };

export const themeOf = (
  environment: Readonly<Record<string, string | undefined>>,
  { colors, symbols, hide }: Wishes = NO_WISHES,
): Theme => {
  const isUtf8 = symbols === 'unicode' || saysUtf8(environment);
  const hasColour = colors !== 'none' && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
  return {
    symbols: isUtf8 && symbols !== 'ascii' ? UNICODE : ASCII,
    ...{ hasColour, isUtf8, isLight: colors === 'light', hidden: new Set(hide) },
  };
};

/** POSIX: the first of these that is set and not empty decides. Where none is, the terminal is taken as UTF-8. */
const saysUtf8 = (environment: Readonly<Record<string, string | undefined>>): boolean => {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG;
  return locale === undefined || locale === '' || /utf-?8/i.test(locale);
};
