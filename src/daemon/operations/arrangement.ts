import type { TmuxPaneId, WindowId } from '../../domain/ids.ts';
import type { State } from '../../store/state.ts';
import { isUntouched } from '../../tmux/layout-change.ts';
import type { House } from '../house.ts';
import { type Geometry, geometryCommand, readGeometry } from './geometry.ts';
import { LEFT_OPTION } from './layouts.ts';

/** How a window stands now, read from tmux: the store may be a moment behind a person's hand. */
export interface Arrangement extends Geometry {
  /** Whether somebody else than panectl moved, resized or split panes in it. */
  readonly isByHand: boolean;
}

/** Null for a window that has gone. */
export const readArrangement = async (
  house: Pick<House, 'tmux' | 'store'>,
  windowId: WindowId,
): Promise<Arrangement | null> => {
  const [panes, option] = await house.tmux.sequence([
    geometryCommand(windowId),
    ['show-options', '-wqv', '-t', windowId, LEFT_OPTION],
  ]);
  const geometry = panes?.ok ? readGeometry(panes.value) : null;
  if (geometry === null) return null;
  const left = option?.ok ? (option.value[0] ?? '') : '';
  return { ...geometry, isByHand: isByHand(house.store.getState(), windowId, geometry, left) };
};

/** In the order of their indexes. */
export const panesInOrder = ({ panes }: Geometry): readonly TmuxPaneId[] => [...panes.keys()];

/**
 * One pane can not be arranged. A layout that tmux has just fitted to another size, or to a pane less, is ours as long
 * as the last one that was seen was; `followLayouts` then writes it down.
 */
const isByHand = (state: State, windowId: WindowId, { layout, panes }: Geometry, left: string): boolean => {
  if (panes.size <= 1 || layout === left) return false;
  const seen = state.windows[windowId]?.layout;
  return seen !== left || !isUntouched(left, layout);
};
