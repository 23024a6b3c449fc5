import type { RuleId, TmuxPaneId } from '../../domain/ids.ts';
import type { State } from '../../store/state.ts';
import { heightOf, type Layout } from '../format/layout.ts';
import { scrollTop } from '../format/scroll.ts';
import type { TreeRow } from '../format/tree.ts';
import type { UiState } from './ui-state.ts';

/**
 * The panel's own state after the rows changed under it: the focus stays on the same thing wherever that stands now,
 * else on the row that took its place; a dialog about a pane or a rule that is gone closes.
 */
export const settle = (ui: UiState, rows: readonly TreeRow[], layout: Layout, state: State): UiState => {
  const focusIndex = placeOfFocus(ui, rows);
  const focus = rows[focusIndex]?.key ?? null;
  const height = heightOf('panes', layout);
  const top = height === 0 ? ui.top : scrollTop(rows.length, focusIndex, height, ui.top);
  const overlay = isAboutWhatIsGone(ui, state) ? ({ kind: 'none' } as const) : ui.overlay;
  const marked = keptMarks(ui.marked, state);
  const previewUp = focus === ui.focus ? ui.previewUp : 0;
  const isSame =
    focus === ui.focus &&
    focusIndex === ui.focusIndex &&
    top === ui.top &&
    overlay === ui.overlay &&
    marked === ui.marked &&
    previewUp === ui.previewUp;
  return isSame ? ui : { ...ui, focus, focusIndex, top, overlay, marked, previewUp };
};

const keptMarks = (marked: UiState['marked'], { panes }: State): UiState['marked'] => {
  const kept = [...marked].filter((tmuxPane) => panes[tmuxPane] !== undefined);
  return kept.length === marked.size ? marked : new Set(kept);
};

const placeOfFocus = (ui: UiState, rows: readonly TreeRow[]): number => {
  if (ui.focus === null) return Math.max(0, rows.findIndex(isPane));
  const same = rows.findIndex((row) => row.key === ui.focus);
  if (same !== -1) return same;
  const moved = rows.findIndex((row) => row.kind === 'pane' && ui.focus?.endsWith(` ${row.pane.tmuxPane}`));
  return moved !== -1 ? moved : Math.min(ui.focusIndex, Math.max(0, rows.length - 1));
};

const isPane = (row: TreeRow): boolean => row.kind === 'pane';

const isAboutWhatIsGone = ({ overlay }: UiState, state: State): boolean => {
  const { tmuxPane, ruleId } = subjectOf(overlay);
  return (
    (tmuxPane !== null && state.panes[tmuxPane] === undefined) ||
    (ruleId !== null && state.rules[ruleId] === undefined)
  );
};

const subjectOf = (
  overlay: UiState['overlay'],
): { readonly tmuxPane: TmuxPaneId | null; readonly ruleId: RuleId | null } => {
  if (overlay.kind === 'question') return overlay;
  if (overlay.kind === 'typing') return { tmuxPane: overlay.hold.tmuxPane, ruleId: null };
  if (overlay.kind === 'form') return { tmuxPane: overlay.target.tmuxPane, ruleId: null };
  if (overlay.kind === 'menu') return { tmuxPane: null, ruleId: overlay.ruleId };
  const isAboutOne = overlay.kind === 'prompt' && overlay.also === undefined;
  return { tmuxPane: isAboutOne ? (overlay.target?.tmuxPane ?? null) : null, ruleId: null };
};
