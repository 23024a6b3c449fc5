import type { TmuxPaneId, WindowId } from '../../domain/ids.ts';
import { isUntouched } from '../../tmux/layout-change.ts';
import type { House } from '../house.ts';
import { type Geometry, geometryCommand, readGeometry } from './geometry.ts';
import { LEFT_OPTION } from './layouts.ts';

/** How a window stands now, read from tmux: the store may be a moment behind a person's hand. */
export interface Arrangement extends Geometry {
  /** As panectl left it; empty where it did not, or where a hand was seen since. */
  readonly left: string;
  /** Whether somebody else than panectl moved, resized or split panes in it. */
  readonly isByHand: boolean;
}

/** Null for a window that has gone. */
export const readArrangement = async (
  house: Pick<House, 'tmux'>,
  windowId: WindowId,
): Promise<Arrangement | null> => {
  const [panes, option] = await house.tmux.sequence([
    geometryCommand(windowId),
    ['show-options', '-wqv', '-t', windowId, LEFT_OPTION],
  ]);
  const geometry = panes?.ok ? readGeometry(panes.value) : null;
  if (geometry === null) return null;
  const left = option?.ok ? (option.value[0] ?? '') : '';
  return { ...geometry, left, isByHand: isByHand(geometry, left) };
};

/** In the order of their indexes. */
export const panesInOrder = ({ panes }: Geometry): readonly TmuxPaneId[] => [...panes.keys()];

/**
 * One pane can not be arranged. What tmux has just fitted to another size, or to a pane less, is still ours:
 * `followLayouts` writes it down, and has forgotten what was left if a hand came before that.
 */
const isByHand = ({ layout, panes }: Geometry, left: string): boolean =>
  panes.size > 1 && !isUntouched(left, layout);
