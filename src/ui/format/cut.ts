import { glyphsOf } from './glyphs.ts';

export interface Cut {
  readonly text: string;
  /** Columns that `text` takes. */
  readonly width: number;
  readonly isCut: boolean;
}

/** No cell is ever wider than this many code units of foreign text per column: marks pile up without limit. */
const UNITS_PER_COLUMN = 12;

/** The beginning of foreign text that fits into so many columns, made harmless. */
export const takeColumns = (text: string, columns: number): Cut => {
  if (text.length <= columns && isPlainAscii(text)) return { text, width: text.length, isCut: false };
  const known = wholes.get(text);
  if (known !== undefined && known.width <= columns) return known;
  const cut = measured(text, columns);
  if (!cut.isCut && text.length <= LONGEST_KEPT) keep(text, cut);
  return cut;
};

/** Borders, bars and names are the same in every redraw. Bounded, because names are foreign. */
const wholes = new Map<string, Cut>();
const MOST_KEPT = 1_024;
const LONGEST_KEPT = 256;

const keep = (text: string, whole: Cut): void => {
  if (wholes.size >= MOST_KEPT) wholes.clear();
  wholes.set(text, whole);
};

const measured = (text: string, columns: number): Cut => {
  const head = text.slice(0, Math.max(0, columns) * UNITS_PER_COLUMN + UNITS_PER_COLUMN);
  let taken = '';
  let width = 0;
  for (const glyph of glyphsOf(head)) {
    if (width + glyph.width > columns) return { text: taken, width, isCut: true };
    taken += glyph.text;
    width += glyph.width;
  }
  return { text: taken, width, isCut: head.length < text.length };
};

/** Like `takeColumns`, but what was cut shows: the last column is the mark for "more". */
export const shorten = (text: string, columns: number, more: string): Cut => {
  const whole = takeColumns(text, columns);
  if (!whole.isCut || columns < 1) return whole;
  const part = takeColumns(text, columns - 1);
  return { text: part.text + more, width: part.width + 1, isCut: true };
};

/** Columns of text that fits; only for text that is short. */
export const columnsOf = (text: string): number => takeColumns(text, Number.MAX_SAFE_INTEGER / 16).width;

export const isPlainAscii = (text: string): boolean => /^[ -~]*$/.test(text);
