import { openQuestions } from '../desk/asked.ts';
import { unseenPanes } from '../desk/attention.ts';
import { focusedRow, type World } from '../desk/world.ts';
import type { PaneRow, TreeRow } from '../format/tree.ts';
import { neighbourIn } from '../format/window-order.ts';
import { markedPanes, ON_MARKED } from './aims.ts';
import type { ActionId } from './keymap.ts';
import { concernedPane } from './select-pane.ts';
import { rulesOfPane } from './triggers.ts';
import { seenBy } from './unseen.ts';
import { whyNotInList } from './why-not-list.ts';

/** Why an action can not be done now, for people; null when it can. */
export const whyNot = (action: ActionId, world: World): string | null => {
  const inList = whyNotInList(action, world);
  if (inList !== null) return inList;
  if (action === 'next-unseen') return whyNothingUnseen(world);
  if (action === 'seen' && seenBy(world).length === 0) return 'there is nothing new here';
  if (action === 'type' && world.ui.isFrozen) return 'the screen is frozen; f lets it go on';
  if (action === 'pause-pane') return whyNoPause(world);
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
  if (ON_MARKED.has(action) && world.ui.marked.size > 0) return whyNotMarked(action, world);
  const row = focusedRow(world);
  if (row === null) return 'there is no pane here';
  if (action === 'new-window' || action === 'save') return null;
  if (action === 'layout') return whyNotLayout(world, row);
  if (action === 'kill' && row.kind === 'session') return null;
  if (row.kind !== 'pane') return `choose a pane for that, not a ${row.kind}`;
  if (row.pane.dead && NEEDS_PROCESS.has(action)) return 'its process is gone; only its output is left';
  if (NEEDS_OTHERS.has(action) && isAlone(world, row.pane.windowId)) return 'it has its window to itself';
  return whyNotSwap(action, world, row);
};

const whyNotMarked = (action: ActionId, world: World): string | null =>
  NEEDS_PROCESS.has(action) && markedPanes(world).every(({ dead }) => dead)
    ? 'the processes of all marked panes are gone'
    : null;

const whyNotLayout = (world: World, row: TreeRow): string | null =>
  row.kind !== 'session' && isAlone(world, row.window.windowId) ? 'its window has one pane only' : null;

const whyNotSwap = (action: ActionId, { state }: World, row: PaneRow): string | null => {
  if (action === 'swap-previous' && neighbourIn(state, row, -1) === null)
    return 'it is the first pane of its window';
  if (action === 'swap-next' && neighbourIn(state, row, 1) === null)
    return 'it is the last pane of its window';
  return null;
};

const whyNoPause = (world: World): string | null => {
  const row = focusedRow(world);
  if (row?.kind !== 'pane')
    return row === null ? 'there is no pane here' : `choose a pane for that, not a ${row.kind}`;
  if (rulesOfPane(world, row).length === 0) return 'no trigger watches this pane; t makes one';
  return world.isLive ? null : NOT_LIVE;
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
  if (rules.length === 0) return 'there are no triggers yet; t makes one for a pane';
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
  'signal',
  'respawn',
  'new-window',
  'save',
  'layout',
  'swap-previous',
  'swap-next',
  'new-trigger',
]);

const NEEDS_OTHERS: ReadonlySet<ActionId> = new Set(['zoom', 'swap-previous', 'swap-next']);

const NEEDS_PROCESS: ReadonlySet<ActionId> = new Set([
  'send-line',
  'send-keys',
  'exec',
  'type',
  'new-trigger',
]);

const isAlone = ({ state }: World, windowId: string): boolean =>
  Object.values(state.panes).filter((pane) => pane.windowId === windowId).length < 2;
