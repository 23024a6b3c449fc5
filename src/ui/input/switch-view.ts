import type { UiState, ViewName } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import type { ActionId } from './keymap.ts';

/** The panel's state after a key that leads to another view; null for any other key. */
export const switched = (action: ActionId, world: World): UiState | null => {
  const { ui } = world;
  switch (action) {
    case 'view-panes':
      return ui.screenMode !== 'both' && ui.view !== 'panes'
        ? { ...ui, screenMode: 'both' }
        : shown('panes', ui);
    case 'view-triggers':
      return shown('triggers', ui);
    case 'view-events':
      return shown('events', ui);
    case 'view-metrics':
      return shown('metrics', ui);
    case 'view-logs':
      return shown('logs', ui);
    case 'next-view':
      return shown(neighbour(world, 1), ui);
    case 'previous-view':
      return shown(neighbour(world, -1), ui);
    default:
      return null;
  }
};

/** A full preview belongs to the view that was left. The events are followed again when one comes back to them. */
export const shown = (view: ViewName, ui: UiState): UiState => ({
  ...ui,
  view,
  screenMode: ui.screenMode === 'preview' ? 'both' : ui.screenMode,
  lines: view === 'logs' ? ui.lines : { ...ui.lines, heldAt: null },
  log: view === 'events' ? ui.log : { ...ui.log, focus: null, heldAt: null },
});

const neighbour = ({ ui, rules }: World, step: 1 | -1): ViewName => {
  const views: readonly ViewName[] =
    rules.length === 0
      ? ['panes', 'events', 'metrics', 'logs']
      : ['panes', 'triggers', 'events', 'metrics', 'logs'];
  return views.at((views.indexOf(ui.view) + step) % views.length) ?? 'panes';
};
