import type { WindowId } from '../domain/ids.ts';
import type { ObservedWindow } from '../domain/observation.ts';
import type { DaemonStore } from '../store/daemon-store.ts';
import type { State } from '../store/state.ts';
import { isUntouched } from '../tmux/layout-change.ts';
import type { Tmux } from '../tmux/tmux.ts';
import { isOurWindow, LEFT_OPTION } from './operations/layouts.ts';

interface Needs {
  readonly tmux: Pick<Tmux, 'command'>;
  readonly store: Pick<DaemonStore, 'subscribe'>;
}

/**
 * A window that stands as panectl left it changes by itself when a client of another size comes, or when a pane ends:
 * then panectl goes on arranging it. So what it left is written anew, by tmux and only where it was still what was
 * seen before. Returns the function that ends it.
 */
export const followLayouts = ({ tmux, store }: Needs): (() => void) =>
  store.subscribe(({ previous, state }) => {
    for (const { windowId, before, after } of changedLayouts(previous, state))
      void tmux.command('set-option', '-wF', '-t', windowId, LEFT_OPTION, changing(before, after));
  });

const changedLayouts = (previous: State, state: State) =>
  previous.windows === state.windows
    ? []
    : Object.values(state.windows).flatMap((window) => changeOf(previous, state, window));

const changeOf = (
  previous: State,
  state: State,
  { windowId, layout }: ObservedWindow,
): readonly { readonly windowId: WindowId; readonly before: string; readonly after: string }[] => {
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
