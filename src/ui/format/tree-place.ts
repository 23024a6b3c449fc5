import type { TreeRow } from './tree.ts';

/** The row above in the tree; null for one that hangs beneath none. */
export const parentIndex = (rows: readonly TreeRow[], index: number): number | null => {
  const row = rows[index];
  if (row === undefined) return null;
  const level = levelOf(row);
  const above = rows.slice(0, index).findLastIndex((each) => levelOf(each) < level);
  return above === -1 ? null : above;
};

/** Of all rows above in the tree, the nearest first. */
export const ancestorKeys = (rows: readonly TreeRow[], index: number): readonly string[] => {
  const above = parentIndex(rows, index);
  const key = rows[above ?? -1]?.key;
  return above === null || key === undefined ? [] : [key, ...ancestorKeys(rows, above)];
};

const levelOf = (row: TreeRow): number => {
  if (row.kind === 'session') return 0;
  return row.kind === 'window' ? 1 : 2 + row.depth;
};
