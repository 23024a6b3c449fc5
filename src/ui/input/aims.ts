import type { TmuxPaneId } from '../../domain/ids.ts';
import { sessionsShowing } from '../../store/select.ts';
import type { PaneState } from '../../store/state.ts';
import type { Target, UiState } from '../desk/ui-state.ts';
import { focusedRow, type World } from '../desk/world.ts';
import { nameOf } from '../format/tree.ts';
import type { ActionId } from './keymap.ts';
import { isForeign, targetOf } from './targets.ts';

/** One thing that an action is about. Panectl did not make what is foreign. */
export interface Aim {
  readonly target: Target;
  readonly isForeign: boolean;
}

export type Aims = readonly [Aim, ...Aim[]];

/** All marked panes where there are any, seen or not, else on the focused row. */
export const aimsOf = (action: ActionId, world: World): Aims | null => {
  if (ON_MARKED.has(action) && world.ui.marked.size > 0) {
    const [first, ...others] = markedPanes(world).flatMap(aimAt(world));
    return first === undefined ? null : [first, ...others];
  }
  const row = focusedRow(world);
  return row === null ? null : [{ target: targetOf(row), isForeign: isForeign(row) }];
};

export const ON_MARKED: ReadonlySet<ActionId> = new Set([
  'send-line',
  'send-keys',
  'exec',
  'kill',
  'signal',
  'label',
  'respawn',
]);

/** In the order in which they were marked. */
export const markedPanes = ({ state, ui }: Pick<World, 'state' | 'ui'>): readonly PaneState[] =>
  [...ui.marked].flatMap((tmuxPane) => state.panes[tmuxPane] ?? []);

const aimAt =
  ({ state }: World) =>
  (pane: PaneState): readonly Aim[] => {
    const [session] = sessionsShowing(state, pane.tmuxPane);
    if (session === undefined) return [];
    const name = `${nameOf(pane)} ${pane.tmuxPane}`;
    const target = { sessionId: session.sessionId, tmuxPane: pane.tmuxPane, name };
    return [{ target, isForeign: pane.owner === null }];
  };

/** Marks the pane or takes its mark off; of a session or window all of its panes. */
export const markToggled = (world: World): UiState => {
  const { ui } = world;
  const row = focusedRow(world);
  if (row === null) return ui;
  const ids = row.kind === 'pane' ? [row.pane.tmuxPane] : row.panes.map(({ tmuxPane }) => tmuxPane);
  const isWhole = ids.every((id) => ui.marked.has(id));
  const kept: readonly TmuxPaneId[] = [...ui.marked].filter((id) => !ids.includes(id));
  return { ...ui, marked: new Set(isWhole ? kept : [...kept, ...ids]) };
};

/** How an action names what it is about, in titles and answers. */
export const namesOf = ([first, ...others]: Aims): string =>
  others.length === 0 ? first.target.name : `${others.length + 1} marked panes`;
