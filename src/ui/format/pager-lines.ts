import type { Pager } from '../desk/ui-state.ts';
import { type Line, span } from './line.ts';

/** Rows of a pager: the dialog leaves four rows of the screen. */
export const pagerRoom = (screenRows: number): number => Math.max(1, screenRows - 4);

/** The columns of its rows. */
export const pagerColumns = (screenColumns: number): number => Math.max(1, screenColumns - 6);

/** The lines that are seen, and which they are. */
export const pagerLines = (
  { lines, top }: Pager,
  rows: number,
): { readonly lines: readonly Line[]; readonly from: number; readonly to: number } => {
  const room = pagerRoom(rows);
  const from = Math.max(0, Math.min(top, lines.length - room));
  const shown = lines.slice(from, from + room);
  return {
    lines: shown.map(({ text, tone }) => [span(' '), span(text, tone)]),
    from,
    to: from + shown.length,
  };
};
