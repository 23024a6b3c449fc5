import type { PaneState, State } from '../../store/state.ts';
import { shownPanes } from '../format/shown.ts';
import type { UiState } from './ui-state.ts';
import { focusedRow, type World } from './world.ts';

/**
 * What wants the operator to look at a pane, as a text that changes when it happens anew; null where nothing does:
 * something failed there, somebody else types there by hand, or its program waits for an answer.
 */
export const callOf = ({
  tmuxPane,
  status,
  statusSince,
  heldBy,
  awaitingInput,
}: PaneState): string | null => {
  if (status === 'failed') return `${tmuxPane} failed ${statusSince ?? ''}`;
  if (heldBy !== null && heldBy.kind !== 'panel') return `${tmuxPane} held`;
  return awaitingInput === true ? `${tmuxPane} asks` : null;
};

export const isUnseen = (pane: PaneState, { seen }: Pick<UiState, 'seen'>): boolean => {
  const call = callOf(pane);
  return call !== null && !seen.has(call);
};

/** All that the operator has not looked at yet, in the order of tmux. */
export const unseenPanes = (
  state: State,
  ui: Pick<UiState, 'seen'>,
  session: string | null,
): readonly PaneState[] => {
  const only = Object.values(state.sessions).find(({ name }) => name === session);
  return [...shownPanes(state).values()]
    .flat()
    .filter((pane) => (session === null || only?.numbers[pane.tmuxPane] !== undefined) && isUnseen(pane, ui));
};

export const sawPanes = (ui: UiState, panes: readonly PaneState[]): UiState => {
  const calls = panes.flatMap((pane) => callOf(pane) ?? []).filter((call) => !ui.seen.has(call));
  return calls.length === 0 ? ui : { ...ui, seen: new Set([...ui.seen, ...calls]) };
};

/** Long enough to have read it, and not only to have passed by. */
const VISIT_MS = 1_000;

/**
 * A pane has been visited when the operator, who was there after it happened, stayed on it for a moment: one that has
 * the focus while he looks elsewhere is not.
 */
export const settleSeen = (world: Pick<World, 'state' | 'rows' | 'ui' | 'nowMs'>): UiState => {
  const { state, ui, nowMs } = world;
  const kept = keptSeen(ui, state);
  const row = focusedRow(world);
  if (row?.kind !== 'pane' || ui.view !== 'panes' || nowMs - ui.busyAtMs < VISIT_MS) return kept;
  return ui.busyAtMs > Date.parse(row.pane.statusSince ?? '') ? sawPanes(kept, [row.pane]) : kept;
};

/** What has ended since needs no remembering. */
const keptSeen = (ui: UiState, state: State): UiState => {
  if (ui.seen.size === 0) return ui;
  const calls = new Set(Object.values(state.panes).map(callOf));
  const kept = [...ui.seen].filter((call) => calls.has(call));
  return kept.length === ui.seen.size ? ui : { ...ui, seen: new Set(kept) };
};

/** Whether something happened between two states that an operator who looks elsewhere wants to be called for. */
export const isCalledAnew = (before: State, after: State): boolean =>
  before.panes !== after.panes &&
  Object.values(after.panes).some((pane) => {
    const call = callOf(pane);
    const known = before.panes[pane.tmuxPane];
    return call !== null && known !== undefined && known !== pane && callOf(known) !== call;
  });
