import stringWidth from 'string-width';

/**
 * One line while it is being written, as a terminal without a right margin would hold it: text that is appended
 * costs nothing, and only a line that is written over (a progress bar, an edited command line) is taken apart into
 * cells. Columns are cells: a wide character has two.
 */
export interface LineBuffer {
  readonly text: () => string;
  /** UTF-16 units held; what the caller's bound is about. */
  readonly length: () => number;
  readonly write: (run: string) => void;
  readonly moveTo: (column: number) => void;
  readonly moveBy: (columns: number) => void;
  readonly tab: () => void;
  /** EL: 0 to the right, 1 to the left, 2 all. */
  readonly erase: (mode: number) => void;
  readonly deleteCells: (count: number) => void;
  readonly insertCells: (count: number) => void;
  readonly eraseCells: (count: number) => void;
  readonly clear: () => void;
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
}

export const createLineBuffer = (): LineBuffer => {
  const line: Line = { appended: '', cells: null, unwritten: '', column: 0, returned: false };
  return {
    text: () => textOf(line),
    length: () => (line.cells === null ? line.appended.length : line.cells.length + line.unwritten.length),
    write: (run) => {
      if (line.cells === null && !line.returned) line.appended += run;
      else {
        takeApart(line);
        line.unwritten += run;
      }
    },
    moveTo: (column) => moveTo(line, column),
    moveBy: (columns) => {
      settled(line);
      moveTo(line, line.column + columns);
    },
    tab: () => {
      const cells = settled(line);
      moveTo(line, (Math.floor(line.column / 8) + 1) * 8);
      while (cells.length < line.column) cells.push(' ');
    },
    erase: (mode) => eraseLine(settled(line), line.column, mode),
    deleteCells: (count) => void settled(line).splice(line.column, count),
    insertCells: (count) => {
      const cells = settled(line);
      if (line.column < cells.length)
        cells.splice(line.column, 0, ...Array<string>(Math.min(count, LAST_COLUMN)).fill(' '));
    },
    eraseCells: (count) => void settled(line).fill(' ', line.column, line.column + count),
    clear: () =>
      Object.assign(line, { appended: '', cells: null, unwritten: '', column: 0, returned: false }),
  };
};

const textOf = ({ appended, cells, unwritten, column }: Line): string => {
  if (cells === null) return appended;
  if (unwritten === '') return cells.join('');
  const copy = [...cells];
  overwrite(copy, column, unwritten);
  return copy.join('');
};

const moveTo = (line: Line, column: number): void => {
  if (line.cells === null && column === 0) {
    line.returned = true;
    return;
  }
  const cells = settled(line);
  line.column = Math.max(0, Math.min(column, Math.max(LAST_COLUMN, cells.length)));
};

const takeApart = (line: Line): string[] => {
  if (line.cells !== null) return line.cells;
  line.cells = cellsOf(line.appended);
  line.column = line.returned ? 0 : line.cells.length;
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

const eraseLine = (line: string[], column: number, mode: number): void => {
  if (mode === 0) line.length = Math.min(line.length, column);
  else if (mode === 1) line.fill(' ', 0, Math.min(column + 1, line.length));
  else if (mode === 2) line.length = 0;
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
