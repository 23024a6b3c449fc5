import { failed, type Result, success } from '../../domain/result.ts';
import { panesOfTree, type SplitTree } from '../../domain/split-tree.ts';
import type { FileWindow, Placed } from '../../rules/session-file/file.ts';
import { problemIn, type Source } from '../../rules/session-file/source.ts';
import { countCells } from '../../tmux/layout-string.ts';
import { checkLayout } from '../../tmux/layouts.ts';
import { splitLayout } from '../../tmux/split-layout.ts';
import { DEFAULT_LAYOUT, isNamed } from '../operations/layouts.ts';
import { hasRoom, SMALLEST } from '../operations/room.ts';
import type { Facts } from './blueprint.ts';

type Window = Pick<FileWindow, 'layout' | 'panes' | 'line' | 'column'>;

/** The window's layout as tmux takes it, if all the window's panes have room in it; null where the file names none. */
export const checkWindowLayout = (
  source: Source,
  { layout, panes, ...place }: Window,
  { size }: Pick<Facts, 'size'>,
): Result<string | null> => {
  const fit = fitted(layout, panes.length, size);
  if (typeof fit === 'object') return failed(problemIn(source, layout ?? place, fit.message, fit.hint));
  return success(layout === null ? null : fit);
};

interface Wrong {
  readonly message: string;
  readonly hint: string | null;
}

const fitted = (
  layout: Placed<string | SplitTree> | null,
  panes: number,
  size: Facts['size'],
): string | Wrong => {
  if (layout === null) return checkText(DEFAULT_LAYOUT, panes, size);
  return typeof layout.value === 'string'
    ? checkText(layout.value, panes, size)
    : checkTree(layout.value, panes, size);
};

const checkText = (text: string, panes: number, size: Facts['size']): string | Wrong => {
  const known = checkLayout(text);
  if (!known.ok) return known.failure;
  if (isNamed(text) && !hasRoom(text, panes, size))
    return {
      message: `${panes} panes have no room in a window of ${size.width}x${size.height}, arranged ${text}`,
      hint: 'give a larger --size, or more windows',
    };
  // With more cells than panes tmux leaves some out, with fewer it refuses (layout_parse in layout-custom.c).
  if (!isNamed(text) && countCells(text) < panes)
    return { message: `the layout has ${countCells(text)} cells for ${panes} panes`, hint: null };
  return text;
};

const checkTree = (tree: SplitTree, panes: number, size: Facts['size']): string | Wrong => {
  const count = panesOfTree(tree);
  if (count !== panes)
    return {
      message: `the layout divides the window into ${count}, and it has ${panes} panes`,
      hint: 'sizes has one entry for each pane, in their order',
    };
  return (
    splitLayout(tree, size, SMALLEST) ?? {
      message: `these sizes have no room in a window of ${size.width}x${size.height}`,
      hint: 'give a larger --size, or smaller sizes',
    }
  );
};
