import type { SplitPart, SplitSize, SplitTree } from '../../domain/split-tree.ts';
import { report, type Source } from './source.ts';
import type { FileNode } from './tree.ts';
import { fieldsOf, isNothing, kindOf, oneOf } from './values.ts';

/** `{split: h, sizes: [60%, {split: v, sizes: [null, 10]}]}`: how a window is divided among its panes. */
export const splitTreeOf = (source: Source, node: FileNode, depth = 0): SplitTree => {
  const keys = depth === 0 ? (['split', 'sizes'] as const) : (['split', 'sizes', 'size'] as const);
  const fields = fieldsOf(source, node, 'a split', keys);
  const [split, sizes] = [fields.get('split'), fields.get('sizes')];
  const isWhole = split !== undefined && sizes !== undefined;
  if (node.kind === 'map' && !isWhole)
    report(source, node, `a split needs ${split === undefined ? 'split' : 'sizes'}`, { hint: HINT });
  const direction = split === undefined ? null : oneOf(source, split.value, 'split', ['h', 'v']);
  const parts = sizes === undefined ? [] : partsOf(source, sizes.value, depth);
  return { split: direction ?? 'h', sizes: parts };
};

const HINT = 'as in {split: h, sizes: [60%, 40%]}';

/** The parser of tmux is recursive, and nobody can read deeper ones. */
const MAX_DEPTH = 16;

const partsOf = (source: Source, node: FileNode, depth: number): readonly SplitPart[] => {
  if (node.kind !== 'list' || node.items.length < 2) {
    report(source, node, 'sizes is a list of two or more, one for each part', { hint: HINT });
    return [];
  }
  if (depth >= MAX_DEPTH) {
    report(source, node, `splits are nested at most ${MAX_DEPTH} deep`);
    return [];
  }
  const parts = node.items.map((item) => partOf(source, item, depth));
  const percent = parts.reduce((sum, { size }) => sum + (size?.unit === 'percent' ? size.count : 0), 0);
  const isFull = percent === 100 && parts.some(({ size }) => size?.unit !== 'percent');
  if (percent > 100 || isFull)
    report(source, node, `these sizes are ${percent}% together${isFull ? ', and one has no room left' : ''}`);
  return parts;
};

const partOf = (source: Source, node: FileNode, depth: number): SplitPart => {
  if (node.kind !== 'map') return { size: sizeOf(source, node), tree: null };
  const size = node.entries.find(({ key }) => key === 'size');
  return {
    size: size === undefined ? null : sizeOf(source, size.value),
    tree: splitTreeOf(source, node, depth + 1),
  };
};

const sizeOf = (source: Source, node: FileNode): SplitSize | null => {
  if (isNothing(node)) return null;
  const match = node.kind === 'scalar' ? /^([1-9]\d{0,3})(%?)$/.exec(node.text) : null;
  const count = Number(match?.[1]);
  const unit = match?.[2] === '%' ? 'percent' : 'cells';
  if (match !== null && (unit === 'cells' || count < 100)) return { unit, count };
  report(source, node, `a size is a number of cells or a share from 1% to 99%, not ${kindOf(node)}`);
  return null;
};
