import { isTmuxPaneId, type TmuxPaneId } from '../../domain/ids.ts';
import { type LayoutCell, layoutProblem, readLayout } from '../../tmux/layout-string.ts';
import { SMALLEST } from './room.ts';

export interface Split {
  readonly target: TmuxPaneId;
  readonly direction: 'h' | 'v';
}

/**
 * Which pane of a window that a person arranged gives half of its room to a new one; null where none has enough. Sizes
 * are the layout's: while a pane is zoomed, its own is that of the window.
 */
export const splitOfLargest = (layout: string): Split | null => {
  const whole = layoutProblem(layout) === null ? readLayout(layout) : null;
  const bySize = whole === null ? [] : leavesOf(whole).toSorted((a, b) => areaOf(b) - areaOf(a));
  for (const cell of bySize) {
    const direction = directionsOf(cell).find((each) => hasRoomFor(cell, each));
    const target = `%${cell.pane}`;
    if (direction !== undefined && isTmuxPaneId(target)) return { target, direction };
  }
  return null;
};

const leavesOf = (cell: LayoutCell): readonly LayoutCell[] =>
  cell.split === 'none' ? [cell] : cell.children.flatMap(leavesOf);

const areaOf = ({ width, height }: LayoutCell): number => width * height;

/** A character is about twice as high as it is wide. */
const directionsOf = ({ width, height }: LayoutCell): readonly Split['direction'][] =>
  width > height * 3 ? ['h', 'v'] : ['v', 'h'];

const hasRoomFor = ({ width, height }: LayoutCell, direction: Split['direction']): boolean =>
  direction === 'h'
    ? width >= 2 * SMALLEST.width + 1 && height >= SMALLEST.height
    : height >= 2 * SMALLEST.height + 1 && width >= SMALLEST.width;
