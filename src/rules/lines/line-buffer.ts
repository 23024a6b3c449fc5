import { cellsOf, lastRowBefore, TAIL } from './cells.ts';

/**
 * One logical line while it is being written. Text that is appended costs nothing, and only a line that is written
 * over (a progress bar, an edited command line) is taken apart into cells; a wide character has two. A line that is
 * longer than the terminal is wide takes several rows there, and a return goes to the beginning of the row, not of
 * the line: shells and progress bars rely on that, so the width counts. Width 0 means: not known, one row without end.
 */
export interface LineBuffer {
  readonly text: () => string;
  /** The same up to some length: a prompt is whole, and an empty line is empty. Cheap, as it is asked for at each OSC. */
  readonly head: () => string;
  /** UTF-16 units held; what the caller's bound is about. */
  readonly length: () => number;
  readonly write: (run: string) => void;
  /** CR. */
  readonly toRowStart: () => void;
  /** CHA: a column of the row, from 0. */
  readonly toColumn: (column: number) => void;
  /** CUF, CUB, BS: never out of the row. */
  readonly moveBy: (columns: number) => void;
  /** CUU, CUD: false where the line has no such row, and nothing is moved. */
  readonly moveRows: (rows: number) => boolean;
  readonly tab: () => void;
  /** EL: 0 to the right, 1 to the left, 2 the row. */
  readonly erase: (mode: number) => void;
  /** ED 0, as far as this line goes. */
  readonly eraseBelow: () => void;
  readonly deleteCells: (count: number) => void;
  readonly insertCells: (count: number) => void;
  readonly eraseCells: (count: number) => void;
  readonly clear: () => void;
  readonly setWidth: (columns: number) => void;
}

/** A move beyond this is a joke of the program's: nobody has such a terminal, and padding must stay bounded. */
const LAST_COLUMN = 10_000;

/**
 * So far back a program can still write: 20 rows of 200 columns. What stands before that in a line that is written over
 * is kept as text, so that each edit costs the same however long the line is.
 */
const REACH = 4_096;

interface Line {
  /** Whole rows in front of a line in cells that nothing reaches any more. */
  done: string;
  /** In use while nothing was overwritten: the cursor stands behind the last character. */
  appended: string;
  /** In use from the first overwriting on; each entry is one cell. */
  cells: string[] | null;
  /** Text that was written over but not yet cut into cells: a cluster may go on in the next run. */
  unwritten: string;
  column: number;
  /** A return in a line that is appended to: nearly always a newline follows, and nothing need be taken apart. */
  returned: boolean;
  width: number;
}

export const createLineBuffer = (): LineBuffer => {
  const line: Line = {
    ...{ done: '', appended: '', cells: null, unwritten: '' },
    ...{ column: 0, returned: false, width: 0 },
  };
  return {
    text: () => textOf(line),
    head: () => headOf(line),
    length: () =>
      line.cells === null
        ? line.appended.length
        : line.done.length + line.cells.length + line.unwritten.length,
    write: (run) => write(line, run),
    toRowStart: () => toRowStart(line),
    toColumn: (column) => toColumn(line, column),
    moveBy: (columns) => {
      settled(line);
      toColumn(line, line.column - rowStart(line) + columns);
    },
    moveRows: (rows) => moveRows(line, rows),
    tab: () => tab(line),
    erase: (mode) => erase(line, mode),
    eraseBelow: () => {
      const cells = settled(line);
      cells.length = Math.min(cells.length, line.column);
    },
    deleteCells: (count) => deleteCells(line, count),
    insertCells: (count) => insertCells(line, count),
    eraseCells: (count) =>
      void settled(line).fill(' ', line.column, Math.min(line.column + count, rowEnd(line))),
    clear: () => {
      line.done = '';
      line.appended = '';
      line.cells = null;
      line.unwritten = '';
      line.column = 0;
      line.returned = false;
    },
    setWidth: (columns) => {
      line.width = columns;
    },
  };
};

const textOf = ({ done, appended, cells, unwritten, column }: Line): string => {
  if (cells === null) return appended;
  if (unwritten === '') return done + cells.join('');
  const copy = [...cells];
  overwrite(copy, column, unwritten);
  return done + copy.join('');
};

const LONGEST_HEAD = 1_024;

const headOf = (line: Line): string => {
  if (line.cells === null) return line.appended;
  return line.done === '' ? settled(line).slice(0, LONGEST_HEAD).join('') : line.done;
};

const write = (line: Line, run: string): void => {
  if (line.cells === null && !line.returned) {
    line.appended += run;
    return;
  }
  takeApart(line);
  line.unwritten += run;
  // In pieces of always the same length, so that it does not matter how what was printed is cut.
  while (line.unwritten.length >= REACH) settle(line, REACH);
};

const toRowStart = (line: Line): void => {
  if (line.cells === null) line.returned = true;
  else {
    settled(line);
    line.column = rowStart(line);
  }
};

/** Behind the last cell of a full row the cursor still stands in that row: a terminal wraps with the next character. */
const rowStart = (line: Line): number => {
  const { column, cells } = line;
  const columns = columnsOf(line);
  const isAboutToWrap = column > 0 && column % columns === 0 && column === cells?.length;
  return isAboutToWrap ? column - columns : Math.floor(column / columns) * columns;
};

const rowEnd = (line: Line): number =>
  Math.min(line.cells?.length ?? 0, Math.max(line.column, rowStart(line) + columnsOf(line)));

const columnsOf = ({ width }: Line): number => (width === 0 ? LAST_COLUMN : width);

const toColumn = (line: Line, column: number): void => {
  settled(line);
  line.column = rowStart(line) + Math.max(0, Math.min(column, columnsOf(line) - 1));
};

const moveRows = (line: Line, rows: number): boolean => {
  const cells = settled(line);
  const to = line.column + rows * line.width;
  if (line.width === 0 || to < 0 || to > cells.length) return false;
  line.column = to;
  return true;
};

const tab = (line: Line): void => {
  const cells = settled(line);
  toColumn(line, (Math.floor((line.column - rowStart(line)) / 8) + 1) * 8);
  while (cells.length < line.column) cells.push(' ');
};

const erase = (line: Line, mode: number): void => {
  const cells = settled(line);
  const start = rowStart(line);
  const end = Math.min(cells.length, start + columnsOf(line));
  const from = mode === 0 ? line.column : start;
  const to = mode === 1 ? Math.min(line.column + 1, end) : end;
  if (to === cells.length) cells.length = Math.min(cells.length, from);
  else cells.fill(' ', from, to);
};

/** What follows moves to the left, within the row. */
const deleteCells = (line: Line, count: number): void => {
  const cells = settled(line);
  const end = rowEnd(line);
  const gone = Math.max(0, Math.min(count, end - line.column));
  const isLastRow = end === cells.length;
  cells.splice(line.column, gone);
  if (!isLastRow) cells.splice(end - gone, 0, ...blanks(gone));
};

/** What follows moves to the right and, at the margin, out of the row. */
const insertCells = (line: Line, count: number): void => {
  const cells = settled(line);
  if (line.column >= cells.length) return;
  const margin = rowStart(line) + columnsOf(line);
  const added = Math.min(count, margin - line.column);
  const isLastRow = cells.length <= margin;
  cells.splice(line.column, 0, ...blanks(added));
  cells.splice(margin, isLastRow ? cells.length : added);
};

const blanks = (count: number): readonly string[] => Array<string>(count).fill(' ');

const takeApart = (line: Line): string[] => {
  if (line.cells !== null) return line.cells;
  const { appended } = line;
  const start =
    appended.length <= REACH ? 0 : lastRowBefore(appended, appended.length - REACH, columnsOf(line));
  line.done = appended.slice(0, start);
  line.cells = cellsOf(appended.slice(start));
  line.column = line.cells.length;
  if (line.returned) line.column = rowStart(line);
  line.appended = '';
  line.returned = false;
  return line.cells;
};

const settled = (line: Line): string[] => {
  const cells = takeApart(line);
  if (line.unwritten !== '') settle(line, line.unwritten.length);
  return cells;
};

const settle = (line: Line, units: number): void => {
  const cells = takeApart(line);
  const run = line.unwritten.slice(0, units);
  line.unwritten = line.unwritten.slice(units);
  line.column = overwrite(cells, line.column, run);
  const columns = columnsOf(line);
  const outOfReach = Math.floor(Math.max(0, line.column - REACH) / columns) * columns;
  // Seldom, so that it costs little for each cell.
  if (outOfReach < REACH) return;
  line.done += cells.splice(0, outOfReach).join('');
  line.column -= outOfReach;
};

/** Answers the column behind what was written. */
const overwrite = (cells: string[], from: number, run: string): number => {
  let column = from;
  while (cells.length < column) cells.push(' ');
  for (const cell of cellsOf(run)) {
    putCell(cells, column, cell);
    column += 1;
  }
  return column;
};

/** Writing over half of a wide character leaves a blank for the other half, as in a terminal. */
const putCell = (line: string[], column: number, cell: string): void => {
  if (line[column] === TAIL && cell !== TAIL && column > 0) line[column - 1] = ' ';
  if (line[column + 1] === TAIL && cell !== TAIL) line[column + 1] = ' ';
  line[column] = cell;
};
