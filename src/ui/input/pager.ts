import type { Call, Pager } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { pagerRoom } from '../format/pager-lines.ts';
import type { ActionId } from './keymap.ts';

/** `c`: asks the daemon for what it ran on tmux. */
export const COMMAND_LOG: Call = {
  command: 'daemon-commands',
  input: {},
  done: 'nothing was run on tmux yet',
  tmuxPane: null,
  answer: { title: 'run on tmux', as: 'commands' },
};

/** The pager after a key that scrolls it. */
export const scrolled = (pager: Pager, action: ActionId | null, { layout }: World): Pager => {
  const page = pagerRoom(layout.rows);
  const last = Math.max(0, pager.lines.length - page);
  const top = Math.min(pager.top, last);
  const wanted = new Map<ActionId | null, number>([
    ['down', top + 1],
    ['up', top - 1],
    ['page-down', top + page],
    ['page-up', top - page],
    ['first', 0],
    ['last', last],
  ]).get(action);
  return wanted === undefined ? pager : { ...pager, top: Math.max(0, Math.min(last, wanted)) };
};
