import { windowEnd } from '../desk/line-log.ts';
import type { UiState } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { scopeAfter } from '../format/chart-scope.ts';
import { heightOf } from '../format/layout.ts';
import type { ActionId } from './keymap.ts';

/**
 * Moves in the logs; null for any other action. Away from the newest line nothing moves under the eye; at the newest
 * it is followed again.
 */
export const movedLines = (action: ActionId, world: World): UiState | null => {
  const { ui } = world;
  if (action === 'scope')
    return { ...ui, lines: { ...ui.lines, scope: scopeAfter(ui.lines.scope, ui), heldAt: null } };
  if (action === 'back')
    return ui.lines.filter === '' ? { ...ui, view: 'panes' } : { ...ui, lines: { ...ui.lines, filter: '' } };
  const step = stepsOf(world).get(action);
  return step === undefined ? null : { ...ui, lines: { ...ui.lines, heldAt: heldAfter(world, step) } };
};

const stepsOf = ({ lines, layout }: World): ReadonlyMap<ActionId, number> => {
  const page = Math.max(1, heightOf('logs', layout) - 1);
  return new Map([
    ['down', 1],
    ['up', -1],
    ['page-down', page],
    ['page-up', -page],
    ['first', -lines.length],
    ['last', lines.length],
  ]);
};

const heldAfter = ({ ui, lines, layout }: World, step: number): number | null => {
  const height = heightOf('logs', layout);
  const end = Math.max(Math.min(height, lines.length), windowEnd(lines, ui.lines.heldAt) + step);
  return end >= lines.length ? null : (lines[end - 1]?.seq ?? null);
};
