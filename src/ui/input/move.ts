import { settle } from '../desk/settle.ts';
import type { UiState } from '../desk/ui-state.ts';
import { focusedRow, rowsOf, type World } from '../desk/world.ts';
import { heightOf } from '../format/layout.ts';
import { parentIndex } from '../format/tree-place.ts';
import type { ActionId } from './keymap.ts';

/** Moves that only concern the list and the preview; null for any other action. */
export const moved = (action: ActionId, world: World): UiState | null => {
  const { ui, rows } = world;
  const page = Math.max(1, heightOf('panes', world.layout) - 1);
  switch (action) {
    case 'down':
      return focusAt(world, ui.focusIndex + 1);
    case 'up':
      return focusAt(world, ui.focusIndex - 1);
    case 'page-down':
      return focusAt(world, ui.focusIndex + page);
    case 'page-up':
      return focusAt(world, ui.focusIndex - page);
    case 'first':
      return focusAt(world, 0);
    case 'last':
      return focusAt(world, rows.length - 1);
    case 'next-match':
      return focusAt(world, matchFrom(world, 1));
    case 'previous-match':
      return focusAt(world, matchFrom(world, -1));
    case 'fold':
      return fold(world);
    case 'unfold':
      return unfold(world);
    case 'preview-up':
      return { ...ui, previewUp: Math.min(ui.previewUp + PREVIEW_STEP, world.previewMost) };
    case 'preview-down':
      return { ...ui, previewUp: Math.max(0, Math.min(ui.previewUp, world.previewMost) - PREVIEW_STEP) };
    default:
      return null;
  }
};

const PREVIEW_STEP = 3;
const NEXT_MODE = { both: 'preview', preview: 'list', list: 'both' } as const;

/** The events have nothing beside them that could be shown alone. */
export const modeAfter = ({ screenMode, view }: UiState): UiState['screenMode'] => {
  const next = NEXT_MODE[screenMode];
  return view === 'events' && next === 'preview' ? 'list' : next;
};

export const focusAt = ({ ui, rows, layout, state }: World, index: number): UiState => {
  const focusIndex = Math.min(Math.max(0, index), Math.max(0, rows.length - 1));
  const focus = rows[focusIndex]?.key ?? null;
  return settle(
    { ...ui, focus, focusIndex, previewUp: focus === ui.focus ? ui.previewUp : 0 },
    rows,
    layout,
    state,
  );
};

/** The next pane in that direction, around the end: with a filter all panes that are listed match it. */
const matchFrom = ({ rows, ui }: World, step: 1 | -1): number => {
  for (let ahead = 1; ahead <= rows.length; ahead += 1) {
    const at = (ui.focusIndex + step * ahead + rows.length) % rows.length;
    if (rows[at]?.kind === 'pane') return at;
  }
  return ui.focusIndex;
};

/** Folds a group; from a pane, or a group that is folded already, it goes to the row above in the tree. */
const fold = (world: World): UiState => {
  const row = focusedRow(world);
  if (row === null) return world.ui;
  if (row.isFolded === false) return refold(world, new Set([...world.ui.folded, row.key]));
  const above = parentIndex(world.rows, world.ui.focusIndex);
  return above === null ? world.ui : focusAt(world, above);
};

const unfold = (world: World): UiState => {
  const row = focusedRow(world);
  if (row === null || row.isFolded === null) return world.ui;
  if (!row.isFolded) return focusAt(world, world.ui.focusIndex + 1);
  return refold(world, new Set([...world.ui.folded].filter((key) => key !== row.key)));
};

const refold = (world: World, folded: ReadonlySet<string>): UiState => {
  const ui = { ...world.ui, folded };
  return settle(ui, rowsOf(world.state, ui, world.session), world.layout, world.state);
};
