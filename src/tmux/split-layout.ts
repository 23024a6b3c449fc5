import type { SplitPart, SplitTree } from '../domain/split-tree.ts';
import { divide, writeLayout } from './layout-cell.ts';
import type { LayoutCell } from './layout-string.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A tree of splits as the layout string for a window of this size; null where a pane would be smaller than `least`. */
export const splitLayout = (tree: SplitTree, size: Size, least: Size): string | null => {
  const cell = cellOf(tree, size, least);
  return cell === null ? null : writeLayout(cell);
};

const cellOf = (tree: SplitTree | null, { width, height }: Size, least: Size): LayoutCell | null => {
  if (width < least.width || height < least.height) return null;
  if (tree === null) return { width, height, split: 'none', children: [], pane: null };
  const isAcross = tree.split === 'h';
  const lengths = lengthsOf(tree.sizes, isAcross ? width : height);
  if (lengths === null) return null;
  const children: LayoutCell[] = [];
  for (const [at, part] of tree.sizes.entries()) {
    const length = lengths[at] ?? 0;
    const child = cellOf(part.tree, isAcross ? { width: length, height } : { width, height: length }, least);
    if (child === null) return null;
    children.push(child);
  }
  return { width, height, split: isAcross ? 'across' : 'down', children, pane: null };
};

/**
 * Shares are of the whole length, as tmux counts them for `split-window -l`, so that 30% beside nothing gives 30%
 * whatever is beside it. What the given sizes leave goes to those without one; without any of these it is theirs in
 * proportion.
 */
const lengthsOf = (parts: readonly SplitPart[], length: number): readonly number[] | null => {
  const room = length - (parts.length - 1);
  const given = parts.map(({ size }) =>
    size === null ? null : size.unit === 'cells' ? size.count : Math.round((length * size.count) / 100),
  );
  const open = given.filter((size) => size === null).length;
  const taken = given.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  if (open === 0)
    return taken <= room || isShares(parts)
      ? divide(
          given.map((size) => size ?? 1),
          room,
        )
      : null;
  const shares = divide(
    Array.from({ length: open }, () => 1),
    room - taken,
  );
  if (shares === null) return null;
  const rest = shares.values();
  return given.map((size) => size ?? rest.next().value ?? 0);
};

/** The lines between panes are nobody's, so shares of 100% in all are a little more than there is. */
const isShares = (parts: readonly SplitPart[]): boolean =>
  parts.every(({ size }) => size?.unit === 'percent');
