import { focusedRow, type World } from '../desk/world.ts';
import type { ActionId } from './keymap.ts';

/** Why an action can not be done now, for people; null when it can. */
export const whyNot = (action: ActionId, world: World): string | null => {
  if (action === 'filter' && world.rows.length === 0 && world.ui.filter === '')
    return 'there is nothing to filter';
  if (!TOUCHES_TMUX.has(action)) return null;
  if (!world.isLive) return 'the daemon is not connected';
  if (world.state.link.kind === 'lost' && action !== 'new') return 'the tmux server has gone';
  const row = focusedRow(world);
  if (action === 'new') return null;
  if (row === null) return 'there is no pane here';
  if (action === 'kill' && row.kind === 'session') return null;
  if (row.kind !== 'pane') return `choose a pane for that, not a ${row.kind}`;
  if (row.pane.dead && NEEDS_PROCESS.has(action)) return 'its process is gone; only its output is left';
  if (action === 'zoom' && isAlone(world, row.pane.windowId)) return 'it has its window to itself';
  return null;
};

const TOUCHES_TMUX: ReadonlySet<ActionId> = new Set([
  'go',
  'send-line',
  'send-keys',
  'exec',
  'new',
  'kill',
  'label',
  'zoom',
]);

const NEEDS_PROCESS: ReadonlySet<ActionId> = new Set(['send-line', 'send-keys', 'exec']);

const isAlone = ({ state }: World, windowId: string): boolean =>
  Object.values(state.panes).filter((pane) => pane.windowId === windowId).length < 2;
