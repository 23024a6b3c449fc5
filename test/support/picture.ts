import { Resvg } from '@resvg/resvg-js';
import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';

const COLUMN = 8.43;
const ROW = 18;
const PADDING = 14;
const BACKGROUND = '#1d1f21';
const FOREGROUND = '#c5c8c6';
const PALETTE = ['#1d1f21', '#cc6666', '#b5bd68', '#f0c674', '#81a2be', '#b294bb', '#8abeb7', '#c5c8c6'];
const BRIGHT = ['#666666', '#d54e53', '#b9ca4a', '#e7c547', '#7aa6da', '#c397d8', '#70c0b1', '#eaeaea'];
const TRUE_COLOUR = 0x3000000;

/** What a terminal shows, as SVG: a reviewer sees colours, which text can not show. */
export const svgOf = (terminal: Terminal): string => {
  const rows = Array.from({ length: terminal.rows }, (_, y) => terminal.buffer.active.getLine(y));
  const body = rows.map((line, y) => (line === undefined ? '' : rowSvg(line, y, terminal.cols))).join('');
  const width = terminal.cols * COLUMN + 2 * PADDING;
  const height = terminal.rows * ROW + 2 * PADDING;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14"><rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>${body}</svg>`;
};

export const pngOf = (terminal: Terminal): Uint8Array =>
  new Resvg(svgOf(terminal), { fitTo: { mode: 'zoom', value: 1.3 } }).render().asPng();

const rowSvg = (line: IBufferLine, y: number, columns: number): string => {
  let svg = '';
  for (let x = 0; x < columns; ) {
    const cell = line.getCell(x);
    if (cell === undefined) break;
    const style = styleOf(cell);
    let text = '';
    const from = x;
    for (; x < columns; ) {
      const next = line.getCell(x);
      if (next === undefined || styleOf(next) !== style) break;
      text += next.getChars() || ' ';
      x += Math.max(1, next.getWidth());
    }
    svg += runSvg(cell, text, from, x, y);
  }
  return svg;
};

const runSvg = (cell: IBufferCell, text: string, from: number, to: number, y: number): string => {
  const left = (PADDING + from * COLUMN).toFixed(2);
  const width = ((to - from) * COLUMN).toFixed(2);
  const plain = colourOf(cell.getFgColorMode(), cell.getFgColor()) ?? FOREGROUND;
  const back = colourOf(cell.getBgColorMode(), cell.getBgColor());
  const [fore, fill] = cell.isInverse() ? [back ?? BACKGROUND, plain] : [plain, back];
  const rect =
    fill === null
      ? ''
      : `<rect x="${left}" y="${PADDING + y * ROW}" width="${width}" height="${ROW}" fill="${fill}"/>`;
  if (text.trim() === '') return rect;
  const weight = cell.isBold() ? ' font-weight="bold"' : '';
  const opacity = cell.isDim() ? ' opacity=".55"' : '';
  return `${rect}<text x="${left}" y="${PADDING + y * ROW + 13.5}" fill="${fore}" textLength="${width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"${weight}${opacity}>${escaped(text)}</text>`;
};

const styleOf = (cell: IBufferCell): string =>
  [
    cell.getFgColorMode(),
    cell.getFgColor(),
    cell.getBgColorMode(),
    cell.getBgColor(),
    cell.isBold(),
    cell.isDim(),
    cell.isInverse(),
  ].join();

const colourOf = (mode: number, value: number): string | null => {
  if (mode === 0) return null;
  if (mode === TRUE_COLOUR) return `#${value.toString(16).padStart(6, '0')}`;
  if (value < 16) return [...PALETTE, ...BRIGHT][value] ?? FOREGROUND;
  if (value >= 232) return grey(8 + (value - 232) * 10);
  const cube = value - 16;
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
};

const grey = (level: number): string => `rgb(${level},${level},${level})`;

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '');
