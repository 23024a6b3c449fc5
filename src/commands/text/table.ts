import stringWidth from 'string-width';
import { visible } from '../../domain/visible.ts';

/** One column of a table. `shrink`: gives up width first when the terminal is narrow, the largest number first. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly shrink?: number;
}

/** A cell's text is a value of somebody's: shown, never obeyed. The style is ours. */
export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

const SGR: Readonly<Record<Style, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
};

export const styled = (text: string, style: Style | undefined, color: boolean): string =>
  style === undefined || !color ? text : `\u001b[${SGR[style]}m${text}\u001b[0m`;

const GAP = '  ';
const NARROWEST = 4;
/** No cell shows more than this; measuring what nobody sees would take long. */
const LONGEST_CELL = 2_000;

/** Lines of at most `width` columns, with a header; columns stay straight whatever the cells hold. */
export const renderTable = (
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, color }: { readonly width: number; readonly color: boolean },
): readonly string[] => {
  const shown = rows.map((row) =>
    row.map((cell) => ({ ...cell, text: visible(cell.text.slice(0, LONGEST_CELL)) })),
  );
  const titles = columns.map(({ title }): Cell => ({ text: visible(title), style: 'dim' }));
  const widths = widthsWithin(columns, naturalWidths([titles, ...shown], columns.length), width);
  const line = (cells: readonly Cell[]): string =>
    cells
      .flatMap((cell, index) => {
        const columnWidth = widths[index];
        if (columnWidth === undefined) return [];
        return [styled(pad(cell.text, columnWidth, columns[index]?.align), cell.style, color)];
      })
      .join(GAP)
      .trimEnd();
  return [titles, ...shown].map(line);
};

const naturalWidths = (rows: readonly (readonly Cell[])[], count: number): readonly number[] => {
  const widths = Array.from({ length: count }, () => 0);
  for (const row of rows) {
    for (const [index, { text }] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, stringWidth(text));
  }
  return widths;
};

/** Takes from the columns that may shrink until the line fits; then columns go, the last first. */
const widthsWithin = (
  columns: readonly Column[],
  natural: readonly number[],
  width: number,
): readonly number[] => {
  const widths = [...natural];
  const order = columns
    .map(({ shrink = 0 }, index) => ({ shrink, index }))
    .filter(({ shrink }) => shrink > 0)
    .toSorted((a, b) => b.shrink - a.shrink);
  for (const { index } of order) {
    const own = widths[index] ?? 0;
    widths[index] = Math.max(Math.min(own, NARROWEST), own - Math.max(0, lineWidth(widths) - width));
  }
  while (widths.length > 1 && lineWidth(widths) > width) widths.pop();
  return widths.map((each) => Math.max(1, Math.min(each, width)));
};

const lineWidth = (widths: readonly number[]): number =>
  widths.reduce((sum, each) => sum + each, GAP.length * Math.max(0, widths.length - 1));

const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Cut with an ellipsis, or filled with blanks, to exactly so many columns. */
const pad = (text: string, width: number, align: Column['align'] = 'left'): string => {
  const cut = stringWidth(text) <= width ? text : `${beginning(text, width - 1)}…`;
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(cut)));
  return align === 'right' ? `${blanks}${cut}` : `${cut}${blanks}`;
};

const beginning = (text: string, width: number): string => {
  let kept = '';
  let used = 0;
  for (const { segment } of SEGMENTER.segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return kept;
};
