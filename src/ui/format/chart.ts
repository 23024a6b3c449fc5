import type { Theme } from '../theme/theme.ts';
import { rightCell } from './cell.ts';
import { takeColumns } from './cut.ts';
import { type Line, type Span, span, type Tone } from './line.ts';

/** Where a rule fires. */
export interface Threshold {
  readonly name: string;
  readonly value: number;
  /** True for a rule that fires below it. */
  readonly isBelow: boolean;
}

export interface Chart {
  /** At even distances, the newest last; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** The value at the upper edge. */
  readonly top: number;
  readonly thresholds: readonly Threshold[];
  readonly textOf: (value: number) => string;
}

interface ChartLook {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
}

/** Columns for the scale: a value of at most four, the axis and a blank. */
export const SCALE_WIDTH = 6;

/** A chart of bars with its scale, `height` rows of `width` columns. What was not measured stays blank. */
export const chartRows = (chart: Chart, { width, height, theme }: ChartLook): readonly Line[] => {
  const columns = Math.max(0, width - SCALE_WIDTH);
  const bars = columnsOfValues(chart.values, columns).map((value) => barOf(value, chart, height));
  const marks = chart.thresholds
    .filter(({ value }) => value <= chart.top)
    .map((threshold) => ({
      ...threshold,
      row: height - 1 - Math.min(height - 1, Math.floor((threshold.value / chart.top) * height)),
    }));
  return Array.from({ length: height }, (_, row) => {
    const mark = marks.find((each) => each.row === row);
    const cells = bars.map((bar) => cellOf(bar, height - 1 - row, theme));
    return [
      ...scaleSpans(row, height, chart, theme),
      ...spansOf(mark === undefined ? cells : marked(cells, mark.name, theme)),
    ];
  });
};

/** As many values as there are columns: the highest of those that share one, so that no peak is lost. */
export const columnsOfValues = (
  values: readonly (number | null)[],
  columns: number,
): readonly (number | null)[] =>
  Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns));
    let most: number | null = null;
    for (const value of values.slice(from, to)) {
      if (value !== null && (most === null || value > most)) most = value;
    }
    return most;
  });

interface Bar {
  /** In steps of the bar characters over all rows; 0 only where nothing was measured. */
  readonly level: number;
  readonly tone: Tone;
}

const STEPS = 8;

const barOf = (value: number | null, { top, thresholds }: Chart, height: number): Bar => {
  if (value === null) return { level: 0, tone: 'plain' };
  const full = height * STEPS;
  const level = Math.max(1, Math.min(full, Math.round((value / top) * full)));
  const fires = thresholds.some(({ value: at, isBelow }) => (isBelow ? value < at : value > at));
  return { level, tone: fires ? 'warn' : 'good' };
};

interface Cell {
  readonly text: string;
  readonly tone: Tone;
}

const cellOf = ({ level, tone }: Bar, rowFromBelow: number, { symbols }: Theme): Cell => {
  const filled = Math.max(0, Math.min(STEPS, level - rowFromBelow * STEPS));
  return { text: filled === 0 ? ' ' : (symbols.bars[filled - 1] ?? ' '), tone };
};

/** The line of a threshold where no bar stands, with its name where the line is long enough. */
const marked = (cells: readonly Cell[], name: string, { symbols }: Theme): readonly Cell[] => {
  const label = takeColumns(name, LONGEST_NAME);
  const start = freeRun(cells, label.width + 3);
  const line = cells.map((cell) => (cell.text === ' ' ? { text: symbols.threshold, tone: MARK } : cell));
  if (start === -1) return line;
  return [
    ...line.slice(0, start + 1),
    { text: ` ${label.text} `, tone: MARK },
    ...line.slice(start + 3 + label.width),
  ];
};

const MARK: Tone = 'bad';
const LONGEST_NAME = 24;

/** Where so many cells in a row are free, from the left; -1 for nowhere. */
const freeRun = (cells: readonly Cell[], wanted: number): number => {
  let from = 0;
  for (let at = 0; at < cells.length; at += 1) {
    if (cells[at]?.text !== ' ') from = at + 1;
    else if (at - from + 1 >= wanted) return from;
  }
  return -1;
};

const spansOf = (cells: readonly Cell[]): readonly Span[] => {
  const spans: Span[] = [];
  for (const { text, tone } of cells) {
    const last = spans.at(-1);
    if (last !== undefined && (last.tone === tone || text === ' '))
      spans[spans.length - 1] = span(last.text + text, last.tone);
    else spans.push(span(text, tone));
  }
  return spans;
};

/** Values at the top, in the middle where there is room, and at the bottom. */
const scaleSpans = (row: number, height: number, { top, textOf }: Chart, { symbols }: Theme): Line => {
  const middle = height >= 6 && height % 2 === 1 ? (height - 1) / 2 : height / 2;
  const value =
    row === 0
      ? top
      : row === height - 1
        ? 0
        : height >= 6 && row === middle
          ? (top * (height - row)) / height
          : null;
  return [
    rightCell(value === null ? '' : textOf(value), SCALE_WIDTH - 2, symbols.more, 'dim'),
    span(value === null ? ` ${symbols.vertical}` : ` ${symbols.teeRight}`, 'frame'),
  ];
};
