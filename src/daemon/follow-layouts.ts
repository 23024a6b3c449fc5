import type { WindowId } from '../domain/ids.ts';
import type { ObservedWindow } from '../domain/observation.ts';
import type { State } from '../store/state.ts';
import { isUntouched } from '../tmux/layout-change.ts';
import { countCells, layoutProblem, withoutIds } from '../tmux/layout-string.ts';
import { layoutFor } from '../tmux/layouts.ts';
import type { House } from './house.ts';
import { readArrangement } from './operations/arrangement.ts';
import { isOurWindow, LAYOUT_OPTION, LEFT_OPTION, leaveWords } from './operations/layouts.ts';

type Needs = Pick<House, 'tmux' | 'store'>;

/**
 * A window that stands as panectl left it changes by itself when a client of another size comes, or when a pane ends:
 * then panectl goes on arranging it. So what it left is written anew, by tmux and only where it was still what was
 * seen before. One that was divided by sizes gets its shares at the new size, as tmux takes from all panes alike.
 * Returns the function that ends it.
 */
export const followLayouts = (house: Needs): (() => void) =>
  house.store.subscribe(({ previous, state }) => {
    for (const change of changedLayouts(previous, state)) void follow(house, change);
  });

interface Change {
  readonly windowId: WindowId;
  readonly before: string;
  readonly after: string;
}

const follow = async (house: Needs, { windowId, before, after }: Change): Promise<void> => {
  const written = ['set-option', '-wF', '-t', windowId, LEFT_OPTION, changing(before, after)];
  const [, option] = await house.tmux.sequence([
    written,
    ['show-options', '-wqv', '-t', windowId, LAYOUT_OPTION],
  ]);
  const shares = option?.ok ? (option.value[0] ?? '') : '';
  if (layoutProblem(shares) !== null) return;
  const now = await readArrangement(house, windowId);
  if (now === null || now.isByHand || now.zoomed || countCells(shares) !== now.panes.size) return;
  const fitted = layoutFor(shares, now.panes.size, now);
  if (!fitted.ok || isSameButIds(fitted.value, now.layout)) return;
  await house.tmux.sequence([['select-layout', '-t', windowId, fitted.value], leaveWords(windowId)]);
};

const isSameButIds = (a: string, b: string): boolean => withoutIds(a) === withoutIds(b);

const changedLayouts = (previous: State, state: State) =>
  previous.windows === state.windows
    ? []
    : Object.values(state.windows).flatMap((window) => changeOf(previous, state, window));

const changeOf = (previous: State, state: State, { windowId, layout }: ObservedWindow): readonly Change[] => {
  const before = previous.windows[windowId]?.layout;
  if (before === undefined || before === layout || !isOurWindow(state, windowId)) return [];
  // Both are checked layout strings then, so nothing else in them means anything in a format.
  return isUntouched(before, layout) ? [{ windowId, before, after: layout }] : [];
};

/** One format, so that nobody else's writing comes in between; what stands there is not expanded again. */
const changing = (before: string, after: string): string =>
  `#{?#{==:#{${LEFT_OPTION}},${inFormat(before)}},${inFormat(after)},#{${LEFT_OPTION}}}`;

/** A comma and a closing brace would end the comparison (format_skip in format.c). */
const inFormat = (layout: string): string => layout.replace(/[,}]/g, '#$&');
