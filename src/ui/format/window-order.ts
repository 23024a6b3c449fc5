import type { TmuxPaneId, WindowId } from '../../domain/ids.ts';
import type { PaneState, State } from '../../store/state.ts';
import type { ShownPane } from './shown-pane.ts';

/** The pane before or after this one in tmux's order of its window; null at either end. */
export const neighbourIn = (
  state: Pick<State, 'panes' | 'windows'>,
  { pane }: Pick<ShownPane, 'pane'>,
  step: 1 | -1,
): PaneState | null => {
  const order = panesInOrder(state, pane.windowId);
  const at = order.findIndex(({ tmuxPane }) => tmuxPane === pane.tmuxPane);
  return at === -1 ? null : (order[at + step] ?? null);
};

/** tmux writes a window's panes into its layout in the order of their indexes; where that fails, by their places. */
export const panesInOrder = (
  { panes, windows }: Pick<State, 'panes' | 'windows'>,
  windowId: WindowId,
): readonly PaneState[] => {
  const places = new Map(
    [...(windows[windowId]?.layout ?? '').matchAll(LEAF)].map(([, id], at) => [`%${id}`, at]),
  );
  const placeOf = (id: TmuxPaneId): number => places.get(id) ?? Number.MAX_SAFE_INTEGER;
  return Object.values(panes)
    .filter((pane) => pane.windowId === windowId)
    .toSorted((a, b) => placeOf(a.tmuxPane) - placeOf(b.tmuxPane) || a.top - b.top || a.left - b.left);
};

/** `80x24,0,0,7`: size, place, number of the pane; a group of panes has a bracket in its place. */
const LEAF = /\d+x\d+,\d+,\d+,(\d+)/g;
