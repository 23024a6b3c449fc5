import type { UiState } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { scopeAfter } from '../format/chart-scope.ts';
import { CHART_MINUTES } from '../format/load-series.ts';
import type { ActionId } from './keymap.ts';
import { moved } from './move.ts';

/** Moves in the metrics; null for any other action. Up and down choose another row of the tree. */
export const movedMetrics = (action: ActionId, world: World): UiState | null => {
  const { ui } = world;
  if (action === 'scope')
    return { ...ui, metrics: { ...ui.metrics, scope: scopeAfter(ui.metrics.scope, ui) } };
  if (action === 'time-span') {
    const next = CHART_MINUTES[(CHART_MINUTES.indexOf(ui.metrics.minutes) + 1) % CHART_MINUTES.length] ?? 2;
    return { ...ui, metrics: { ...ui.metrics, minutes: next } };
  }
  return moved(action, world);
};
