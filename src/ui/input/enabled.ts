import { openQuestions } from '../desk/asked.ts';
import { unseenPanes } from '../desk/attention.ts';
import { focusedRow, type World } from '../desk/world.ts';
import type { ActionId } from './keymap.ts';
import { concernedPane } from './select-pane.ts';
import { seenBy } from './unseen.ts';

/** Why an action can not be done now, for people; null when it can. */
export const whyNot = (action: ActionId, world: World): string | null => {
  if (action === 'filter' && world.ui.view !== 'logs' && world.rows.length === 0 && world.ui.filter === '')
    return 'there is nothing to filter';
  if (action === 'next-unseen') return whyNothingUnseen(world);
  if (action === 'seen' && seenBy(world).length === 0) return 'there is nothing new here';
  if (ABOUT_RULES.has(action)) return whyNotRule(action, world);
  if (action === 'command' || action === 'command-log') return world.isLive ? null : NOT_LIVE;
  if (!TOUCHES_TMUX.has(action)) return null;
  if (!world.isLive) return NOT_LIVE;
  if (world.state.link.kind === 'lost' && action !== 'new') return 'the tmux server has gone';
  return action === 'new' ? null : whyNotRow(action, world);
};

const whyNothingUnseen = (world: World): string | null => {
  const { state, ui, nowMs, session } = world;
  if (openQuestions(state, ui, nowMs).length > 0 || unseenPanes(state, ui, session).length > 0) return null;
  return 'nothing has failed that you have not seen, and no trigger asks anything';
};

const NOT_LIVE = 'the daemon is not connected';

const whyNotRow = (action: ActionId, world: World): string | null => {
  const row = focusedRow(world);
  if (row === null) return 'there is no pane here';
  if (action === 'kill' && row.kind === 'session') return null;
  if (row.kind !== 'pane') return `choose a pane for that, not a ${row.kind}`;
  if (row.pane.dead && NEEDS_PROCESS.has(action)) return 'its process is gone; only its output is left';
  if (action === 'zoom' && isAlone(world, row.pane.windowId)) return 'it has its window to itself';
  return null;
};

const ABOUT_RULES: ReadonlySet<ActionId> = new Set([
  'view-triggers',
  'pause',
  'pause-all',
  'remove',
  'select-pane',
]);

const whyNotRule = (action: ActionId, world: World): string | null => {
  const { ui, rules, isLive } = world;
  if (action === 'select-pane') {
    if (concernedPane(world) !== null) return null;
    return ui.view === 'events' ? 'its pane has gone, or it has none' : 'no pane has come near it yet';
  }
  if (rules.length === 0) return 'there are no triggers yet; panectl help on-pattern shows how to make one';
  return action === 'view-triggers' || isLive ? null : NOT_LIVE;
};

const TOUCHES_TMUX: ReadonlySet<ActionId> = new Set([
  'go',
  'send-line',
  'send-keys',
  'exec',
  'type',
  'new',
  'kill',
  'label',
  'zoom',
]);

const NEEDS_PROCESS: ReadonlySet<ActionId> = new Set(['send-line', 'send-keys', 'exec', 'type']);

const isAlone = ({ state }: World, windowId: string): boolean =>
  Object.values(state.panes).filter((pane) => pane.windowId === windowId).length < 2;
