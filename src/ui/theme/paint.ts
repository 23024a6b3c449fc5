import { columnsOf, isPlainAscii } from '../format/cut.ts';
import { glyphsOf } from '../format/glyphs.ts';
import { fitLine, type Line, type Span, span, type Tone } from '../format/line.ts';
import type { Theme } from './theme.ts';

/** The terminal's own colours, so that they fit a light and a dark background alike; dim instead of bright black. */
const SGR: Readonly<Record<Tone, string>> = {
  plain: '',
  dim: '2',
  good: '32',
  bad: '31',
  warn: '33',
  accent: '36',
  odd: '35',
  frame: '2',
};

/** Yellow and cyan are hard to read there: dark orange of the 256, and blue. */
const ON_LIGHT: Partial<Readonly<Record<Tone, string>>> = { warn: '38;5;130', accent: '34' };

/** A line as the terminal gets it: exactly `columns` wide, harmless, without a style left open. */
export const paintLine = (line: Line, columns: number, theme: Theme): string =>
  paintSpans(fitLine(line, columns, theme.symbols.more), theme);

/** The same without blanks at the end: less to measure. Never empty, because Ink gives no row to empty text. */
export const paintRagged = (line: Line, columns: number, theme: Theme): string => {
  const fitted = fitLine(line, columns, theme.symbols.more);
  const last = fitted.findLastIndex((piece) => /[^ ]/.test(piece.text));
  const shown = fitted
    .slice(0, last + 1)
    .map((piece, at) => (at === last ? { ...piece, text: piece.text.trimEnd() } : piece));
  return shown.length === 0 ? ' ' : paintSpans(shown, theme);
};

/** Neighbours that look alike become one, blanks go with whatever is before them: fewer sequences. */
const paintSpans = (line: Line, theme: Theme): string => {
  let painted = '';
  let run = span('');
  for (const piece of line) {
    const joins = (piece.tone === run.tone && piece.bold === run.bold) || /^ *$/.test(piece.text);
    if (joins) {
      run = { ...run, text: run.text + piece.text };
      continue;
    }
    painted += paintSpan(run, theme);
    run = piece;
  }
  return painted + paintSpan(run, theme);
};

export const paintSpan = (piece: Span, theme: Theme): string => {
  const text = theme.isUtf8 ? piece.text : asciiOnly(piece.text);
  const colour = (theme.isLight ? ON_LIGHT[piece.tone] : undefined) ?? SGR[piece.tone];
  const codes = [piece.bold ? '1' : '', theme.hasColour || DIMMED.has(piece.tone) ? colour : ''];
  const style = codes.filter((code) => code !== '').join(';');
  return style === '' || text === '' ? text : `\u001b[${style}m${text}\u001b[0m`;
};

/** Not a colour: stays with NO_COLOR. */
const DIMMED: ReadonlySet<Tone> = new Set(['dim', 'frame']);

/** A question mark for every column of what a terminal without UTF-8 can not show. Styles pass. */
export const asciiOnly = (text: string): string => {
  if (isPlainAscii(text)) return text;
  return text.replace(/[^\u0020-\u007e\u001b\n]+/g, (foreign) =>
    [...glyphsOf(foreign)].map((glyph) => '?'.repeat(columnsOf(glyph.text))).join(''),
  );
};
