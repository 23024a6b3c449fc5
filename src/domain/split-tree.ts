/** How a window is divided: its leaves are the window's panes, in order. */
export interface SplitTree {
  /** `h`: side by side; `v`: one above the other. */
  readonly split: 'h' | 'v';
  readonly sizes: readonly SplitPart[];
}

export interface SplitPart {
  /** Null: an equal share of what the others leave. */
  readonly size: SplitSize | null;
  /** Null: a pane. */
  readonly tree: SplitTree | null;
}

export type SplitSize =
  | { readonly unit: 'percent'; readonly count: number }
  | { readonly unit: 'cells'; readonly count: number };

export const panesOfTree = ({ sizes }: SplitTree): number =>
  sizes.reduce((sum, { tree }) => sum + (tree === null ? 1 : panesOfTree(tree)), 0);
