import type { Rule } from '../../domain/rule.ts';
import type { State } from '../../store/state.ts';
import { filterOf } from '../format/filter.ts';
import { type Layout, layoutOf } from '../format/layout.ts';
import type { LogRow } from '../format/log-rows.ts';
import { shownRules } from '../format/rules-shown.ts';
import { type TreeRow, treeRows } from '../format/tree.ts';
import type { Binding } from '../input/keymap.ts';
import type { Book } from '../palette/book.ts';
import type { LoggedLine } from './line-log.ts';
import type { UiState } from './ui-state.ts';

/** All that a key's meaning depends on. */
export interface World {
  readonly state: State;
  readonly ui: UiState;
  readonly rows: readonly TreeRow[];
  readonly rules: readonly Rule[];
  /** The orchestration log as it is shown: held where the operator scrolled away from its newest row. */
  readonly log: readonly LogRow[];
  /** What the followed panes printed, as far as the filter accepts it. */
  readonly lines: readonly LoggedLine[];
  readonly skipped: number;
  readonly layout: Layout;
  /** How many rows the preview can be scrolled back: what its pane shows and the preview has no room for. */
  readonly previewMost: number;
  readonly nowMs: number;
  readonly isLive: boolean;
  /** Events that came since the panel was frozen; null while it is not. */
  readonly missed: number | null;
  /** What the keys mean, as the operator's settings have it. */
  readonly keyMap: readonly Binding[];
  /** What the palette knows of the registry; null until it was needed. */
  readonly book: Book | null;
  /** Only this session is shown; null for all. */
  readonly session: string | null;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const rowsOf = (state: State, ui: UiState, session: string | null): readonly TreeRow[] => {
  const isTyped = ui.overlay.kind === 'filter' && ui.view !== 'logs';
  const filter = filterOf(isTyped && ui.overlay.kind === 'filter' ? ui.overlay.text : ui.filter);
  const accepts = filter.kind === 'accepts' ? filter.accepts : null;
  const { folded, grouping, order } = ui;
  return treeRows(state, { folded, grouping, order, accepts, session });
};

/** What is being typed counts at once. */
export const linesFilter = ({ overlay, view, lines }: Pick<UiState, 'overlay' | 'view' | 'lines'>): string =>
  overlay.kind === 'filter' && view === 'logs' ? overlay.text : lines.filter;

export const layoutFor = (
  { ui, state, size }: { readonly ui: UiState; readonly state: State; readonly size: Size },
  session: string | null,
): Layout => layoutOf(size, { mode: ui.screenMode, view: ui.view, rules: shownRules(state, session).length });

export const focusedRow = ({ rows, ui }: Pick<World, 'rows' | 'ui'>): TreeRow | null =>
  rows[ui.focusIndex] ?? null;

export const focusedRule = ({ rules, ui }: Pick<World, 'rules' | 'ui'>): Rule | null =>
  rules[ui.triggers.index] ?? null;

export const focusedLogRow = ({ log, ui }: Pick<World, 'log' | 'ui'>): LogRow | null =>
  log[ui.log.index] ?? null;
