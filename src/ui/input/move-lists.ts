import { settleLists } from '../desk/settle-lists.ts';
import type { UiState } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { heightOf } from '../format/layout.ts';
import { logRows, newestRow } from '../format/log-rows.ts';
import type { ActionId } from './keymap.ts';

/** Moves in the triggers; null for any other action. */
export const movedTrigger = (action: ActionId, world: World): UiState | null => {
  const { ui, rules, layout } = world;
  const index = indexAfter(action, ui.triggers.index, rules.length, heightOf('triggers', layout));
  return index === null ? null : focusTrigger(world, index);
};

export const focusTrigger = (world: World, wanted: number): UiState => {
  const { ui, rules } = world;
  const index = Math.max(0, Math.min(rules.length - 1, wanted));
  const focus = rules[index]?.rule_id ?? null;
  return settleLists({ ...ui, triggers: { ...ui.triggers, focus, index } }, world);
};

/** Moves in the events; null for any other action. */
export const movedEvent = (action: ActionId, world: World): UiState | null => {
  const { ui, log, layout } = world;
  if (action === 'first') return { ...ui, log: FOLLOWING };
  const index = indexAfter(action, ui.log.index, log.length, heightOf('events', layout));
  return index === null ? null : focusEvent(world, index);
};

/**
 * Away from the newest the log is held as it is, so that nothing moves under the eye; on the newest, or by the key for
 * it, it follows again.
 */
export const focusEvent = (world: World, wanted: number): UiState => {
  const { ui, log, state } = world;
  const index = Math.max(0, Math.min(log.length - 1, wanted));
  const row = log[index];
  if (row === undefined) return ui;
  const everything = logRows(state, null);
  const newest = everything[newestRow(everything)]?.event.seq ?? null;
  if (row.event.seq === newest) return { ...ui, log: FOLLOWING };
  const heldAt = ui.log.heldAt ?? newest;
  return settleLists({ ...ui, log: { ...ui.log, focus: row.event.seq, index, heldAt } }, world);
};

const FOLLOWING: UiState['log'] = { focus: null, index: 0, top: 0, heldAt: null };

const indexAfter = (action: ActionId, index: number, count: number, height: number): number | null => {
  const page = Math.max(1, height - 1);
  const steps: ReadonlyMap<ActionId, number> = new Map([
    ['down', 1],
    ['up', -1],
    ['page-down', page],
    ['page-up', -page],
    ['first', -count],
    ['last', count],
  ]);
  const step = steps.get(action);
  return step === undefined ? null : Math.max(0, Math.min(count - 1, index + step));
};
