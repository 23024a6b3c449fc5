import { glyphsOf } from './glyphs.ts';

/**
 * Foreign text in rows of at most `columns`, made harmless, broken at blanks where that is possible; at most `most`
 * rows, the last of which ends with `more` where something was left out.
 */
export const wrapText = (text: string, columns: number, most: number, more: string): readonly string[] => {
  const rows: string[] = [];
  let rest = [...glyphsOf(text.slice(0, columns * most * 12 + 12))];
  while (rest.length > 0 && rows.length < most) {
    const end = rowEnd(rest, columns);
    rows.push(textOf(rest.slice(0, end)).trimEnd());
    rest = rest.slice(end);
    while (rest[0]?.text === ' ') rest = rest.slice(1);
  }
  const last = rows.at(-1);
  if (rest.length === 0 || last === undefined) return rows;
  return [...rows.slice(0, -1), `${textOf(cutTo([...glyphsOf(last)], columns - 1))}${more}`];
};

type Glyphs = readonly { readonly text: string; readonly width: number }[];

const textOf = (glyphs: Glyphs): string => glyphs.map(({ text }) => text).join('');

const cutTo = (glyphs: Glyphs, columns: number): Glyphs => {
  let width = 0;
  const end = glyphs.findIndex((glyph) => {
    width += glyph.width;
    return width > columns;
  });
  return end === -1 ? glyphs : glyphs.slice(0, end);
};

/** After the last blank that fits; in the middle of a word that is longer than a row. */
const rowEnd = (glyphs: Glyphs, columns: number): number => {
  const fits = Math.max(1, cutTo(glyphs, columns).length);
  if (fits === glyphs.length || glyphs[fits]?.text === ' ') return fits;
  const blank = glyphs.slice(0, fits).findLastIndex(({ text }) => text === ' ');
  return blank > 0 ? blank + 1 : fits;
};
