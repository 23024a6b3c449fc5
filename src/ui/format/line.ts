import { columnsOf, shorten } from './cut.ts';

/** What a piece of text means; the theme says how that looks. */
export type Tone = 'plain' | 'dim' | 'good' | 'bad' | 'warn' | 'accent' | 'odd' | 'frame';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
  readonly bold: boolean;
}

export type Line = readonly Span[];

export const span = (text: string, tone: Tone = 'plain', bold = false): Span => ({ text, tone, bold });

/** Exactly `columns` wide: cut where it is longer, filled with blanks where it is shorter. */
export const fitLine = (line: Line, columns: number, more: string): Line => {
  const fitted: Span[] = [];
  let left = columns;
  for (const piece of line) {
    const cut = shorten(piece.text, left, more);
    fitted.push({ ...piece, text: cut.text });
    left -= cut.width;
    if (cut.isCut) break;
  }
  return left > 0 ? [...fitted, span(' '.repeat(left))] : fitted;
};

/** A line with one part at each end; the right part goes first where there is no room for both. */
export const spread = (left: Line, right: Line, columns: number): Line => {
  const gap = columns - widthOf(left) - widthOf(right);
  return gap >= 1 ? [...left, span(' '.repeat(gap)), ...right] : left;
};

export const widthOf = (line: Line): number => line.reduce((sum, each) => sum + columnsOf(each.text), 0);
