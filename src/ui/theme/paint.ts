import { columnsOf, isPlainAscii } from '../format/cut.ts';
import { glyphsOf } from '../format/glyphs.ts';
import { fitLine, type Line, type Span, type Tone } from '../format/line.ts';
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

/** A line as the terminal gets it: exactly `columns` wide, harmless, without a style left open. */
export const paintLine = (line: Line, columns: number, theme: Theme): string =>
  fitLine(line, columns, theme.symbols.more)
    .map((piece) => paintSpan(piece, theme))
    .join('');

export const paintSpan = (piece: Span, theme: Theme): string => {
  const text = theme.isUtf8 ? piece.text : asciiOnly(piece.text);
  const codes = [piece.bold ? '1' : '', theme.hasColour || piece.tone === 'dim' ? SGR[piece.tone] : ''];
  const style = codes.filter((code) => code !== '').join(';');
  return style === '' || text === '' ? text : `\u001b[${style}m${text}\u001b[0m`;
};

/** A question mark for every column of what a terminal without UTF-8 can not show. Styles pass. */
export const asciiOnly = (text: string): string => {
  if (isPlainAscii(text)) return text;
  return text.replace(/[^\u0020-\u007e\u001b]+/g, (foreign) =>
    [...glyphsOf(foreign)].map((glyph) => '?'.repeat(columnsOf(glyph.text))).join(''),
  );
};
