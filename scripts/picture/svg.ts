import { type IBufferCell, Terminal } from '@xterm/headless';

const CELL_WIDTH = 8.43;
const CELL_HEIGHT = 18;
const MARGIN = 14;
const BACKGROUND = '#1d1f21';
const FOREGROUND = '#c5c8c6';
const SIXTEEN = [
  '#1d1f21',
  '#cc6666',
  '#b5bd68',
  '#f0c674',
  '#81a2be',
  '#b294bb',
  '#8abeb7',
  '#c5c8c6',
  '#666666',
  '#d54e53',
  '#b9ca4a',
  '#e7c547',
  '#7aa6da',
  '#c397d8',
  '#70c0b1',
  '#eaeaea',
];

/** A terminal's screen, given as text with SGR sequences, as a picture that needs no font of ours. */
export const svgOf = async (screen: string, columns: number, rows: number): Promise<string> => {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  await new Promise<void>((resolve) => terminal.write(screen.replace(/\n$/, ''), resolve));
  const runs = Array.from({ length: rows }, (_, row) => runsOf(terminal, row, columns)).flat();
  const width = (columns * CELL_WIDTH + 2 * MARGIN).toFixed(0);
  const height = (rows * CELL_HEIGHT + 2 * MARGIN).toFixed(0);
  const font = 'font-family="\'DejaVu Sans Mono\',Menlo,Consolas,monospace" font-size="14"';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${font}>`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    ...runs.flatMap(drawRun),
    '</svg>',
    '',
  ].join('\n');
};

/** Neighbouring cells that look alike. */
interface Run {
  readonly row: number;
  readonly column: number;
  readonly cells: number;
  readonly text: string;
  readonly look: Look;
}

interface Look {
  readonly ink: string;
  readonly paper: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
}

const runsOf = (terminal: Terminal, row: number, columns: number): readonly Run[] => {
  const line = terminal.buffer.active.getLine(row);
  const runs: Run[] = [];
  for (let column = 0; column < columns; ) {
    const cell = line?.getCell(column);
    if (cell === undefined) break;
    const cells = Math.max(1, cell.getWidth());
    const text = cell.getChars() === '' ? ' ' : cell.getChars();
    const look = lookOf(cell);
    const last = runs.at(-1);
    if (last !== undefined && sameLook(last.look, look)) {
      runs[runs.length - 1] = { ...last, cells: last.cells + cells, text: last.text + text };
    } else {
      runs.push({ row, column, cells, text, look });
    }
    column += cells;
  }
  return runs;
};

const lookOf = (cell: IBufferCell): Look => {
  const ink = colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()) ?? FOREGROUND;
  const paper = colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
  const bold = cell.isBold() !== 0;
  const dim = cell.isDim() !== 0;
  return cell.isInverse() === 0
    ? { ink, paper, bold, dim }
    : { ink: paper ?? BACKGROUND, paper: ink, bold, dim };
};

const sameLook = (a: Look, b: Look): boolean =>
  a.ink === b.ink && a.paper === b.paper && a.bold === b.bold && a.dim === b.dim;

const colour = (isDefault: boolean, isRgb: boolean, value: number): string | null => {
  if (isDefault) return null;
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : paletteColour(value);
};

/** xterm's 256 colours: 16 of the theme, a cube of 6, then 24 greys. */
const paletteColour = (index: number): string => {
  const named = SIXTEEN[index];
  if (named !== undefined) return named;
  if (index >= 232) return rgb(8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10);
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  const place = index - 16;
  return rgb(level(Math.floor(place / 36)), level(Math.floor(place / 6) % 6), level(place % 6));
};

const rgb = (...parts: readonly number[]): string =>
  `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

const drawRun = ({ row, column, cells, text, look }: Run): readonly string[] => {
  const x = (MARGIN + column * CELL_WIDTH).toFixed(2);
  const width = (cells * CELL_WIDTH).toFixed(2);
  const y = MARGIN + row * CELL_HEIGHT;
  const paper = `<rect x="${x}" y="${y}" width="${width}" height="${CELL_HEIGHT}" fill="${look.paper}"/>`;
  const weight = `${look.bold ? ' font-weight="bold"' : ''}${look.dim ? ' opacity=".6"' : ''}`;
  const place = `x="${x}" y="${y + 13.5}" textLength="${width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"`;
  const ink = `<text ${place} fill="${look.ink}"${weight}>${escapeXml(text)}</text>`;
  return [...(look.paper === null ? [] : [paper]), ...(text.trim() === '' ? [] : [ink])];
};

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
