import stringWidth from 'string-width';

/** The second half of a wide character. */
export const TAIL = '';

const ASCII = /^[\u0020-\u007e]*$/;
const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });

export const isAscii = (text: string): boolean => ASCII.test(text);

/** One entry for each column; joined they are the text again. */
export const cellsOf = (run: string): string[] => {
  if (isAscii(run)) return run.split('');
  const cells: string[] = [];
  for (const { segment } of SEGMENTER.segment(run)) {
    const width = widthOf(segment);
    if (width === 0 && cells.length > 0) cells[cells.length - 1] += segment;
    else cells.push(segment);
    if (width > 1) cells.push(TAIL);
  }
  return cells;
};

/**
 * Where in a text, at or before `end`, its last whole row begins, for a terminal of so many columns. For texts that are
 * too long to be cut into cells: clusters are taken apart here, which moves a row by the columns that they share.
 */
export const lastRowBefore = (text: string, end: number, columns: number): number => {
  if (isAscii(text)) return Math.floor(end / columns) * columns;
  let column = 0;
  let start = 0;
  for (let at = 0; at < end; at += 1) {
    const width = widthAt(text, at);
    // A wide character that does not fit begins the next row.
    if (column + width > columns) column = 0;
    if (width > 0 && column === 0) start = at;
    column += width;
  }
  // A heap of marks without end on one letter is no row.
  return end - start > columns * LONGEST_CLUSTER ? wholeBefore(text, end) : start;
};

const wholeBefore = (text: string, at: number): number => (isLowHalf(text.charCodeAt(at)) ? at - 1 : at);

const isLowHalf = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** 0 for the second half of a surrogate pair. */
const widthAt = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  if (isLowHalf(unit)) return 0;
  return (unit & 0xfc00) === 0xd800 ? widthOf(text.slice(at, at + 2)) : widthOfUnit(unit);
};

/** string-width makes several expressions at each call: 4 µs for a character of which most come again and again. */
const widthOf = (cluster: string): number => {
  if (cluster.length === 1) return widthOfUnit(cluster.charCodeAt(0));
  const known = clusters.get(cluster);
  if (known !== undefined) return known;
  const width = stringWidth(cluster);
  if (clusters.size >= MOST_CLUSTERS) clusters.clear();
  if (cluster.length <= LONGEST_CLUSTER) clusters.set(cluster, width);
  return width;
};

const clusters = new Map<string, number>();
const MOST_CLUSTERS = 4_096;
const LONGEST_CLUSTER = 32;

const UNKNOWN = 255;
const units = new Uint8Array(0x1_0000).fill(UNKNOWN);

const widthOfUnit = (unit: number): number => {
  const known = units[unit] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const width = stringWidth(String.fromCharCode(unit));
  units[unit] = width;
  return width;
};
