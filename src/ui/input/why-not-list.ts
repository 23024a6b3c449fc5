import type { World } from '../desk/world.ts';
import type { ActionId } from './keymap.ts';

/** Why something that concerns only the list of panes can not be done now; null when it can. */
export const whyNotInList = (action: ActionId, { rows, ui }: World): string | null => {
  if (MATCHES.has(action)) {
    if (ui.filter === '') return 'there is no filter; / sets one';
    return rows.some(({ kind }) => kind === 'pane') ? null : 'nothing matches the filter';
  }
  if (rows.length > 0) return null;
  if (action === 'filter')
    return ui.view === 'logs' || ui.filter !== '' ? null : 'there is nothing to filter';
  return OF_NOTHING.get(action) ?? null;
};

const MATCHES: ReadonlySet<ActionId> = new Set(['next-match', 'previous-match']);

const OF_NOTHING: ReadonlyMap<ActionId, string> = new Map([
  ['mark', 'there is no pane here'],
  ['sort', 'there is nothing to sort'],
  ['copy', 'there is nothing to copy'],
]);
