import { type LayoutCell, layoutChecksum } from './layout-string.ts';

/** Cells → the string that `select-layout` takes, with the offsets and the checksum that follow from their sizes. */
export const writeLayout = (cell: LayoutCell): string => {
  const counter = { next: 0 };
  const body = textOf(cell, 0, 0, counter);
  return `${layoutChecksum(body)},${body}`;
};

/** A cell without a number gets one: tmux reads none back, but it does not take a string without. */
const textOf = (cell: LayoutCell, left: number, top: number, counter: { next: number }): string => {
  const { width, height, split, children, pane } = cell;
  const box = `${width}x${height},${left},${top}`;
  if (split === 'none') return `${box},${pane ?? counter.next++}`;
  let at = split === 'across' ? left : top;
  const inside = children.map((child) => {
    const text = split === 'across' ? textOf(child, at, top, counter) : textOf(child, left, at, counter);
    at += (split === 'across' ? child.width : child.height) + 1;
    return text;
  });
  return split === 'across' ? `${box}{${inside.join(',')}}` : `${box}[${inside.join(',')}]`;
};

/** What is first comes last: the main pane of main-vertical stands at the right, that of main-horizontal below. */
export const mirrored = (cell: LayoutCell): LayoutCell => ({
  ...cell,
  children: cell.children.toReversed(),
});

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The same arrangement for another size, each share as it was as far as whole cells allow; null without room. */
export const fitLayout = (cell: LayoutCell, { width, height }: Size): LayoutCell | null => {
  if (cell.split === 'none') return { ...cell, width, height };
  const isAcross = cell.split === 'across';
  const shares = cell.children.map((child) => (isAcross ? child.width : child.height));
  const lengths = divide(shares, (isAcross ? width : height) - (shares.length - 1));
  if (lengths === null) return null;
  const children: LayoutCell[] = [];
  for (const [at, child] of cell.children.entries()) {
    const length = lengths[at] ?? 0;
    const fitted = fitLayout(child, isAcross ? { width: length, height } : { width, height: length });
    if (fitted === null) return null;
    children.push(fitted);
  }
  return { ...cell, width, height, children };
};

/** Whole parts of a length in proportion to the shares, at least 1 each; null where there is not that much. */
export const divide = (shares: readonly number[], length: number): readonly number[] | null => {
  if (length < shares.length) return null;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const parts: number[] = [];
  let [before, taken] = [0, 0];
  for (const [at, share] of shares.entries()) {
    before += share;
    const ideal = Math.round((before / total) * length) - taken;
    const part = Math.max(1, Math.min(ideal, length - taken - (shares.length - at - 1)));
    parts.push(part);
    taken += part;
  }
  return parts;
};
