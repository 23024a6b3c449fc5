import type { Symbols } from '../theme/symbols.ts';
import { hitsText } from './hits.ts';
import type { PaneRow } from './tree.ts';

/**
 * What else is going on in a pane, in at most `room` columns: somebody types there by hand, it waits for input, it
 * is in copy mode, it fills its window; then how often patterns matched.
 */
export const marksText = ({ pane, window }: PaneRow, symbols: Symbols, room: number): string => {
  const signs = [
    pane.heldBy === null ? '' : symbols.held,
    pane.awaitingInput === true ? symbols.asks : '',
    pane.mode === null ? '' : symbols.copying,
    window.zoomed && pane.active ? symbols.zoomed : '',
  ].join('');
  const hits = hitsText([pane], symbols);
  return signs.length + hits.length <= room ? signs + hits : (signs + hits.slice(0, 1)).slice(0, room);
};
