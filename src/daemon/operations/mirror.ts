import type { TmuxPaneId, WindowId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { mirrored, writeLayout } from '../../tmux/layout-cell.ts';
import { layoutProblem, readLayout } from '../../tmux/layout-string.ts';
import { hasMirrored, isMirrored } from '../../tmux/layouts.ts';
import type { House } from '../house.ts';
import { type Arrangement, panesInOrder, readArrangement } from './arrangement.ts';
import { layoutOf } from './layouts.ts';

type Words = readonly string[];

/**
 * Before 3.5 tmux has no mirrored forms. There it arranges the other way round first, then gets the reflection of what
 * that gave as a layout string. A string hands its cells out in the order of the panes (layout_assign in
 * layout-custom.c), so the main pane, which has the last cell, becomes the last of them.
 */
export const isReflected = (house: House, layout: string): boolean =>
  isMirrored(layout) && !hasMirrored(house.store.getState().server?.version ?? '3.3');

/** What `select-layout` takes of a named layout. */
export const nativeForm = (house: House, layout: string): string =>
  isReflected(house, layout) ? layout.replace(/-mirrored$/, '') : layout;

/** Which pane of a window is the main one as it stands, and as its first or last one is. */
export const mainPane = async (
  house: House,
  windowId: WindowId,
  arrangement: Arrangement,
): Promise<TmuxPaneId | undefined> =>
  (await standsReflected(house, windowId, arrangement))
    ? panesInOrder(arrangement).at(-1)
    : panesInOrder(arrangement)[0];

/** Brings the main pane back to where other layouts expect it. */
export const straightenWords = async (
  house: House,
  windowId: WindowId,
  arrangement: Arrangement,
): Promise<readonly Words[]> => {
  const panes = panesInOrder(arrangement);
  const main = panes.at(-1);
  if (main === undefined || !(await standsReflected(house, windowId, arrangement))) return [];
  return [...swaps(main, panes.slice(0, -1).toReversed()), ...activeWords(arrangement)];
};

const standsReflected = async (
  house: House,
  windowId: WindowId,
  { isByHand }: Arrangement,
): Promise<boolean> => !isByHand && isReflected(house, await layoutOf(house, windowId));

/** Turns a window round that was just arranged in the native form. */
export const reflect = async (
  house: House,
  windowId: WindowId,
  main: TmuxPaneId | undefined,
): Promise<readonly Result<Words>[]> => {
  const now = await readArrangement(house, windowId);
  const cell = now === null || layoutProblem(now.layout) !== null ? null : readLayout(now.layout);
  if (now === null || cell === null || cell.children.length === 0) return [];
  const panes = panesInOrder(now);
  const from = main === undefined || !panes.includes(main) ? panes[0] : main;
  const behind = from === undefined ? [] : panes.slice(panes.indexOf(from) + 1);
  return house.tmux.sequence([
    ...(from === undefined ? [] : swaps(from, behind)),
    ['select-layout', '-t', windowId, writeLayout(mirrored(cell))],
    ...activeWords(now),
  ]);
};

const swaps = (pane: TmuxPaneId, others: readonly TmuxPaneId[]): readonly Words[] =>
  others.map((other) => ['swap-pane', '-d', '-s', pane, '-t', other]);

/** `swap-pane -d` keeps the place that is active, not the pane; `select-layout` ends a zoom. */
const activeWords = ({ active, zoomed }: Arrangement): readonly Words[] => {
  if (active === null) return [];
  const select = ['select-pane', '-t', active];
  return zoomed ? [select, ['resize-pane', '-Z', '-t', active]] : [select];
};
