/**
 * What is wrong with a layout string such as `b25d,80x24,0,0{40x24,0,0,0,39x24,41,0,1}`; null if nothing is.
 * tmux 3.3a believes one whose checksum fits: sizes that do not add up are refused only by some versions, so they are
 * not sent at all. Depth and length are bounded: the parser of layout-custom.c is recursive.
 */
export const layoutProblem = (text: string): string | null => {
  if (text.length > 16_384) return 'it is too long';
  const match = /^([0-9a-f]{4}),([0-9x,{}[\]]+)$/.exec(text);
  if (match === null) return 'it is none of the names and no layout string';
  const [, sum = '', body = ''] = match;
  if (layoutChecksum(body) !== sum) return 'its checksum does not fit';
  const cell = parseCell(body, 0, 0);
  if (cell === null || cell.end !== body.length) return 'its cells can not be read';
  return addsUp(cell.cell) ? null : 'the sizes of its cells do not add up';
};

/** How many panes a layout string has room for; it must have no problem. */
export const countCells = (text: string): number => {
  const cell = readLayout(text);
  return cell === null ? 0 : leavesOf(cell);
};

/** Its cells, with one that is the whole window around them; it must have no problem. */
export const readLayout = (text: string): LayoutCell | null =>
  parseCell(text.slice(text.indexOf(',') + 1), 0, 0)?.cell ?? null;

const leavesOf = ({ children }: LayoutCell): number =>
  children.length === 0 ? 1 : children.reduce((sum, child) => sum + leavesOf(child), 0);

/** layout_checksum of layout-custom.c: rotate right by one, add, in 16 bits. */
export const layoutChecksum = (body: string): string => {
  let sum = 0;
  for (const char of body) {
    sum = (sum >> 1) + ((sum & 1) << 15);
    sum = (sum + char.charCodeAt(0)) & 0xffff;
  }
  return sum.toString(16).padStart(4, '0');
};

export interface LayoutCell {
  readonly width: number;
  readonly height: number;
  readonly split: 'none' | 'across' | 'down';
  readonly children: readonly LayoutCell[];
  /** Tmux's number of the pane in it; null where there are children, or where the string names none. */
  readonly pane: number | null;
}

type Parsed = { readonly cell: LayoutCell; readonly end: number } | null;

const MAX_DEPTH = 64;

const parseCell = (text: string, from: number, depth: number): Parsed => {
  const match = /^(\d{1,5})x(\d{1,5}),\d{1,5},\d{1,5}/.exec(text.slice(from, from + 32));
  if (match === null || depth > MAX_DEPTH) return null;
  const size = { width: Number(match[1]), height: Number(match[2]) };
  if (size.width === 0 || size.height === 0) return null;
  const at = from + match[0].length;
  const open = text[at];
  if (open === '{' || open === '[') return parseChildren(text, at, depth, size);
  const id = /^,(\d{1,10})(?!x|\d)/.exec(text.slice(at, at + 16));
  const pane = id === null ? null : Number(id[1]);
  return { cell: { ...size, split: 'none', children: [], pane }, end: at + (id?.[0].length ?? 0) };
};

const parseChildren = (
  text: string,
  at: number,
  depth: number,
  size: { readonly width: number; readonly height: number },
): Parsed => {
  const close = text[at] === '{' ? '}' : ']';
  const children: LayoutCell[] = [];
  let next = at + 1;
  for (;;) {
    const child = parseCell(text, next, depth + 1);
    if (child === null) return null;
    children.push(child.cell);
    if (text[child.end] === close) {
      const split = close === '}' ? 'across' : 'down';
      return { cell: { ...size, split, children, pane: null }, end: child.end + 1 };
    }
    if (text[child.end] !== ',') return null;
    next = child.end + 1;
  }
};

/** Children fill their parent, with one line between two of them. */
const addsUp = ({ width, height, split, children }: LayoutCell): boolean => {
  if (split === 'none') return true;
  const borders = children.length - 1;
  const along = children.reduce(
    (sum, child) => sum + (split === 'across' ? child.width : child.height),
    borders,
  );
  const isFilled = along === (split === 'across' ? width : height);
  return (
    children.length > 1 &&
    isFilled &&
    children.every(
      (child) => (split === 'across' ? child.height === height : child.width === width) && addsUp(child),
    )
  );
};

/** Tmux's numbers of the panes in a layout string without problem, in the order in which it hands its cells out. */
export const panesInLayout = (text: string): readonly number[] =>
  [...text.matchAll(LEAF)].map(([, , id]) => Number(id));

/** The same layout for panes that are numbered from 0 in that order: what a file keeps, where ids mean nothing. */
export const withoutIds = (text: string): string => {
  let next = 0;
  const body = text.slice(text.indexOf(',') + 1).replace(LEAF, (_, cell: string) => `${cell},${next++}`);
  return `${layoutChecksum(body)},${body}`;
};

const LEAF = /(\d+x\d+,\d+,\d+),(\d+)(?![\dx])/g;
