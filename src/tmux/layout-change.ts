import { type LayoutCell, layoutProblem, panesInLayout, readLayout } from './layout-string.ts';

/**
 * Whether tmux came from one layout of a window to the other without anybody who arranged panes: it fits them to
 * another size of the window, and gives the room of a pane that has gone to its neighbours. Then everything stands
 * beside and below one another as before. Of the sizes nothing is asked: how tmux hands out lines depends on its
 * version, and on every size in between.
 */
export const isUntouched = (before: string, after: string): boolean => {
  if (before === after) return true;
  if (layoutProblem(before) !== null || layoutProblem(after) !== null) return false;
  const [from, to] = [readLayout(before), readLayout(after)];
  if (from === null || to === null) return false;
  const left = new Set(panesInLayout(after));
  const known = panesInLayout(before);
  const isSmaller = known.length > left.size;
  const isResized = from.width !== to.width || from.height !== to.height;
  return (isSmaller || isResized) && shapeOf(from, left) === shapeOf(to, left);
};

type Shape = number | { readonly split: LayoutCell['split']; readonly parts: readonly Shape[] };

/** How these panes stand, as text. */
const shapeOf = (cell: LayoutCell, panes: ReadonlySet<number>): string => JSON.stringify(normal(cell, panes));

/** A cell with one child is that child, and rows within a row of the same direction are one. */
const normal = (cell: LayoutCell, panes: ReadonlySet<number>): Shape | null => {
  if (cell.split === 'none') return cell.pane !== null && panes.has(cell.pane) ? cell.pane : null;
  const { split } = cell;
  const parts = cell.children
    .map((child) => normal(child, panes))
    .filter((part) => part !== null)
    .flatMap((part) => (typeof part === 'object' && part.split === split ? part.parts : [part]));
  const [only = null] = parts;
  return parts.length > 1 ? { split, parts } : only;
};
