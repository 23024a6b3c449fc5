import type { IBufferCell, Terminal } from '@xterm/headless';

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** A screen as a golden file keeps it: its rows between bars, then every run of cells that has a style. */
export const frameText = (terminal: Terminal): string => {
  const rows = Array.from({ length: terminal.rows }, (_, y) => terminal.buffer.active.getLine(y));
  const text = rows.map((line) => `|${line?.translateToString(false) ?? ''}|`);
  const styles = rows.flatMap((line, y) => {
    const cells = Array.from({ length: terminal.cols }, (_, x) => line?.getCell(x));
    const runs = runsOf(cells.map((cell) => (cell === undefined ? '' : styleOf(cell))));
    return runs.length === 0 ? [] : [`${y}: ${runs.join(', ')}`];
  });
  return `${[...text, '', ...styles].join('\n')}\n`;
};

const runsOf = (styles: readonly string[]): readonly string[] => {
  const runs: string[] = [];
  for (let from = 0; from < styles.length; ) {
    let to = from + 1;
    while (styles[to] === styles[from]) to += 1;
    if (styles[from] !== '') runs.push(`${from}-${to - 1} ${styles[from]}`);
    from = to;
  }
  return runs;
};

/** Dim blanks look like blanks: only what is seen counts. */
const styleOf = (cell: IBufferCell): string => {
  const parts = [
    cell.isFgPalette() ? (COLOURS[cell.getFgColor()] ?? `colour${cell.getFgColor()}`) : '',
    cell.isBgPalette() ? `on-${COLOURS[cell.getBgColor()] ?? cell.getBgColor()}` : '',
    cell.isBold() ? 'bold' : '',
    cell.isDim() ? 'dim' : '',
    cell.isInverse() ? 'inverse' : '',
  ];
  const isBlank = cell.getChars().trim() === '' && cell.isBgDefault();
  return isBlank ? '' : parts.filter((part) => part !== '').join('+');
};
