import stringWidth from 'string-width';

/**
 * One logical line while it is being written. Text that is appended costs nothing, and only a line that is written
 * over (a progress bar, an edited command line) is taken apart into cells; a wide character has two. A line that is
 * longer than the terminal is wide takes several rows there, and a return goes to the beginning of the row, not of
 * the line: shells and progress bars rely on that, so the width counts. Width 0 means: not known, one endless row.
 */
export interface LineBuffer {
  readonly text: () => string;
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

/** The second half of a wide character. */
const TAIL = '';

interface Line {
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
  const line: Line = { appended: '', cells: null, unwritten: '', column: 0, returned: false, width: 0 };
  return {
    text: () => textOf(line),
    length: () => (line.cells === null ? line.appended.length : line.cells.length + line.unwritten.length),
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
    deleteCells: (count) => void settled(line).splice(line.column, count),
    insertCells: (count) => {
      const cells = settled(line);
      if (line.column < cells.length)
        cells.splice(line.column, 0, ...Array<string>(Math.min(count, LAST_COLUMN)).fill(' '));
    },
    eraseCells: (count) => void settled(line).fill(' ', line.column, line.column + count),
    clear: () => {
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

const textOf = ({ appended, cells, unwritten, column }: Line): string => {
  if (cells === null) return appended;
  if (unwritten === '') return cells.join('');
  const copy = [...cells];
  overwrite(copy, column, unwritten);
  return copy.join('');
};

const write = (line: Line, run: string): void => {
  if (line.cells === null && !line.returned) {
    line.appended += run;
    return;
  }
  takeApart(line);
  line.unwritten += run;
};

const toRowStart = (line: Line): void => {
  if (line.cells === null) line.returned = true;
  else {
    settled(line);
    line.column = rowStart(line);
  }
};

/** Behind the last cell of a full row the cursor still stands in that row: a terminal wraps with the next character. */
const rowStart = ({ column, cells, width }: Line): number => {
  if (width === 0) return 0;
  const isAboutToWrap = column > 0 && column % width === 0 && column === cells?.length;
  return isAboutToWrap ? column - width : Math.floor(column / width) * width;
};

const toColumn = (line: Line, column: number): void => {
  settled(line);
  const last = line.width === 0 ? LAST_COLUMN : line.width - 1;
  line.column = rowStart(line) + Math.max(0, Math.min(column, last));
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
  const end = line.width === 0 ? cells.length : Math.min(cells.length, start + line.width);
  const from = mode === 0 ? line.column : start;
  const to = mode === 1 ? Math.min(line.column + 1, end) : end;
  if (to === cells.length) cells.length = Math.min(cells.length, from);
  else cells.fill(' ', from, to);
};

const takeApart = (line: Line): string[] => {
  if (line.cells !== null) return line.cells;
  line.cells = cellsOf(line.appended);
  line.column = line.cells.length;
  if (line.returned) line.column = rowStart(line);
  line.appended = '';
  line.returned = false;
  return line.cells;
};

const settled = (line: Line): string[] => {
  const cells = takeApart(line);
  if (line.unwritten !== '') line.column = overwrite(cells, line.column, line.unwritten);
  line.unwritten = '';
  return cells;
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

const ASCII = /^[\u0020-\u007e]*$/;
const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });

const cellsOf = (run: string): string[] => {
  if (ASCII.test(run)) return run.split('');
  const cells: string[] = [];
  for (const { segment } of SEGMENTER.segment(run)) {
    const width = stringWidth(segment);
    if (width === 0 && cells.length > 0) cells[cells.length - 1] += segment;
    else cells.push(segment);
    if (width > 1) cells.push(TAIL);
  }
  return cells;
};
