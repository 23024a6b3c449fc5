import type { TmuxPaneId } from '../../domain/ids.ts';
import type { PaneState } from '../../store/state.ts';
import { openQuestions } from '../desk/asked.ts';
import { isUnseen, unseenPanes } from '../desk/attention.ts';
import type { UiState } from '../desk/ui-state.ts';
import { focusedRow, rowsOf, type World } from '../desk/world.ts';
import { selectPane } from './select-pane.ts';

/** Questions first: they wait, and their time runs out. Then the next pane after the one that has the focus. */
export const toNextUnseen = (world: World): UiState => {
  const { state, ui, nowMs } = world;
  const [question] = openQuestions(state, ui, nowMs);
  if (question !== undefined) return { ...ui, overlay: { kind: 'ask', seq: question.seq } };
  const next = nextUnseen(world);
  return next === null ? ui : selectPane(world, next);
};

/** In the order of the tree, whatever is folded or filtered away there. */
const nextUnseen = ({ state, ui, session, rows }: World): TmuxPaneId | null => {
  const unseen = new Set(unseenPanes(state, ui, session).map(({ tmuxPane }) => tmuxPane));
  const everything = rowsOf(state, { ...ui, folded: new Set(), filter: '' }, session);
  const panes = everything.flatMap((row) => (row.kind === 'pane' ? row.pane.tmuxPane : []));
  const row = focusedRow({ rows, ui });
  const at = row?.kind === 'pane' ? panes.indexOf(row.pane.tmuxPane) : -1;
  const after = [...panes.slice(at + 1), ...panes.slice(0, at + 1)];
  return after.find((pane) => unseen.has(pane)) ?? null;
};

/** What `d` marks as seen: the pane, or all in the session or window. */
export const seenBy = (world: World): readonly PaneState[] => {
  const row = focusedRow(world);
  if (row === null) return [];
  const panes = row.kind === 'pane' ? [row.pane] : row.panes;
  return panes.filter((pane) => isUnseen(pane, world.ui));
};
