import type { WindowId } from '../domain/ids.ts';
import type { State } from '../store/state.ts';
import { countCells, layoutProblem, withoutIds } from '../tmux/layout-string.ts';
import { layoutFor } from '../tmux/layouts.ts';
import type { House } from './house.ts';
import { type Arrangement, readArrangement } from './operations/arrangement.ts';
import { isOurWindow, LAYOUT_OPTION, LEFT_OPTION, leaveWords } from './operations/layouts.ts';

type Needs = Pick<House, 'tmux' | 'store'>;

/**
 * A window that stands as panectl left it changes by itself when a client of another size comes, or when a pane ends:
 * then what it left is written anew, and panectl goes on arranging it. One that was divided by sizes gets its shares
 * at the new size, as tmux takes from all panes alike. Where somebody arranged panes, what was left is forgotten, so
 * that no later change of the size hides it. Returns the function that ends it.
 */
export const followLayouts = (house: Needs): (() => void) =>
  house.store.subscribe(({ previous, state }) => {
    if (previous.windows === state.windows) return;
    for (const { windowId, layout } of ourSplitWindows(state)) {
      const before = previous.windows[windowId];
      if (before === undefined) forgetUnlessLeft(house, windowId);
      else if (before.layout !== layout) void settle(house, windowId);
    }
  });

const ourSplitWindows = (state: State) =>
  Object.values(state.windows).filter(
    ({ windowId, layout }) => countCells(layout) > 1 && isOurWindow(state, windowId),
  );

/** While no daemon ran, a hand may have arranged the window and a client resized it: only the very same counts. */
const forgetUnlessLeft = ({ tmux }: Needs, windowId: WindowId): void => {
  const left = `#{${LEFT_OPTION}}`;
  void tmux.command(...setLeft(windowId, `#{?#{==:${left},#{window_layout}},${left},}`));
};

const settle = async (house: Needs, windowId: WindowId): Promise<void> => {
  const now = await readArrangement(house, windowId);
  if (now === null || now.left === '' || now.left === now.layout || layoutProblem(now.left) !== null) return;
  const [, option] = await house.tmux.sequence([
    setLeft(windowId, changing(now.left, now.isByHand ? '' : now.layout)),
    ['show-options', '-wqv', '-t', windowId, LAYOUT_OPTION],
  ]);
  if (!now.isByHand && option?.ok) await fitShares(house, windowId, now, option.value[0] ?? '');
};

const fitShares = async (
  { tmux }: Needs,
  windowId: WindowId,
  now: Arrangement,
  shares: string,
): Promise<void> => {
  if (layoutProblem(shares) !== null || now.zoomed || countCells(shares) !== now.panes.size) return;
  const fitted = layoutFor(shares, now.panes.size, now);
  if (!fitted.ok || withoutIds(fitted.value) === withoutIds(now.layout)) return;
  await tmux.sequence([['select-layout', '-t', windowId, fitted.value], leaveWords(windowId)]);
};

const setLeft = (windowId: WindowId, format: string): readonly string[] => [
  ...['set-option', '-wF', '-t', windowId, LEFT_OPTION, format],
];

/** One format that compares and sets, so that nobody else's writing comes in between. */
const changing = (before: string, after: string): string =>
  `#{?#{==:#{${LEFT_OPTION}},${inFormat(before)}},${inFormat(after)},#{${LEFT_OPTION}}}`;

/** A comma and a closing brace would end the comparison (format_skip in format.c). Nothing else in a layout means anything. */
const inFormat = (layout: string): string => layout.replace(/[,}]/g, '#$&');
