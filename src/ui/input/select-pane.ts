import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Rule } from '../../domain/rule.ts';
import { isPanel } from '../../store/select.ts';
import { settle } from '../desk/settle.ts';
import type { UiState } from '../desk/ui-state.ts';
import { focusedLogRow, focusedRule, rowsOf, type World } from '../desk/world.ts';
import { nearnesses } from '../format/nearness.ts';
import type { TreeRow } from '../format/tree.ts';
import { ancestorKeys } from '../format/tree-place.ts';
import { shown } from './switch-view.ts';

/** The pane that the selected trigger or event is about; null where there is none (any more). */
export const concernedPane = (world: World): TmuxPaneId | null => {
  const { ui } = world;
  const event = focusedLogRow(world)?.event;
  const rule = focusedRule(world);
  const pane =
    ui.view === 'events' ? (event?.tmux_pane ?? null) : rule === null ? null : paneOfRule(world, rule);
  return pane !== null && isListed(world, pane) ? pane : null;
};

/** Nearest to firing, else where its pattern matched last, else where it fired last, else the one it is bound to. */
const paneOfRule = ({ state }: World, rule: Rule): TmuxPaneId | null => {
  const [nearest] = nearnesses(rule);
  if (nearest !== undefined) return nearest.progress.tmux_pane;
  const matched = Object.values(state.panes).find(
    ({ lastMatch }) =>
      lastMatch !== null && lastMatch.rule === rule.name && lastMatch.at === rule.last_match?.at,
  );
  const fired = state.events.findLast(
    ({ data, tmux_pane }) => tmux_pane !== null && data.rule_id === rule.rule_id,
  );
  const bound = Object.values(state.panes).find(({ tmuxPane }) => tmuxPane === rule.scope.pane);
  return matched?.tmuxPane ?? fired?.tmux_pane ?? bound?.tmuxPane ?? null;
};

const isListed = ({ state, session }: World, tmuxPane: TmuxPaneId): boolean => {
  const pane = state.panes[tmuxPane];
  if (pane === undefined || isPanel(state, pane)) return false;
  return Object.values(state.sessions).some(
    ({ name, numbers }) => (session === null || session === name) && numbers[tmuxPane] !== undefined,
  );
};

/** To its row in the tree, wherever that was folded away or filtered out. */
export const selectPane = (world: World, tmuxPane: TmuxPaneId): UiState => {
  const { state, session } = world;
  const ui = shown('panes', world.ui);
  const seen = withFocus(ui, rowsOf(state, ui, session), tmuxPane);
  if (seen !== null) return settle(seen, rowsOf(state, seen, session), world.layout, state);
  const bare: UiState = { ...ui, filter: '', folded: new Set() };
  const open = rowsOf(state, bare, session);
  const found = open.findIndex((row) => row.kind === 'pane' && row.pane.tmuxPane === tmuxPane);
  if (found === -1) return ui;
  const above = new Set(ancestorKeys(open, found));
  const folded = new Set([...ui.folded].filter((key) => !above.has(key)));
  const next = { ...bare, folded };
  const rows = rowsOf(state, next, session);
  return settle(withFocus(next, rows, tmuxPane) ?? next, rows, world.layout, state);
};

const withFocus = (ui: UiState, rows: readonly TreeRow[], tmuxPane: TmuxPaneId): UiState | null => {
  const index = rows.findIndex((row) => row.kind === 'pane' && row.pane.tmuxPane === tmuxPane);
  return index === -1 ? null : { ...ui, focus: rows[index]?.key ?? null, focusIndex: index, previewUp: 0 };
};
