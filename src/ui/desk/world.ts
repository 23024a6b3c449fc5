import type { State } from '../../store/state.ts';
import { filterOf } from '../format/filter.ts';
import { type Layout, layoutOf } from '../format/layout.ts';
import { type TreeRow, treeRows } from '../format/tree.ts';
import type { UiState } from './ui-state.ts';

/** All that a key's meaning depends on. */
export interface World {
  readonly state: State;
  readonly ui: UiState;
  readonly rows: readonly TreeRow[];
  readonly layout: Layout;
  /** How many rows the preview can be scrolled back: what its pane shows and the preview has no room for. */
  readonly previewMost: number;
  readonly nowMs: number;
  readonly isLive: boolean;
  /** Only this session is shown; null for all. */
  readonly session: string | null;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const rowsOf = (state: State, ui: UiState, session: string | null): readonly TreeRow[] => {
  const filter = filterOf(ui.overlay.kind === 'filter' ? ui.overlay.text : ui.filter);
  const accepts = filter.kind === 'accepts' ? filter.accepts : null;
  return treeRows(state, { folded: ui.folded, accepts, session });
};

export const layoutFor = (ui: UiState, size: Size): Layout => layoutOf(size, ui.screenMode);

export const focusedRow = ({ rows, ui }: Pick<World, 'rows' | 'ui'>): TreeRow | null =>
  rows[ui.focusIndex] ?? null;
