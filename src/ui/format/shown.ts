import type { Event } from '../../domain/event.ts';
import type { WindowId } from '../../domain/ids.ts';
import type { ObservedWindow } from '../../domain/observation.ts';
import { isPanel } from '../../store/select.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';

/** What of the state is listed at all: nothing of the panel's own. */
export const shownPanes = (state: State): ReadonlyMap<WindowId, readonly PaneState[]> => {
  const byWindow = new Map<WindowId, PaneState[]>();
  for (const pane of Object.values(state.panes)) {
    if (isPanel(state, pane)) continue;
    const others = byWindow.get(pane.windowId);
    if (others === undefined) byWindow.set(pane.windowId, [pane]);
    else others.push(pane);
  }
  return byWindow;
};

export const shownEvents = (state: State): readonly Event[] =>
  state.events.filter(({ tmux_pane }) => {
    const pane = tmux_pane === null ? undefined : state.panes[tmux_pane];
    return pane === undefined || !isPanel(state, pane);
  });

export const shownWindows = (
  state: State,
  session: SessionState,
): readonly { readonly window: ObservedWindow; readonly index: number }[] =>
  session.windows
    .flatMap(({ windowId, index }) => {
      const window = state.windows[windowId];
      return window === undefined || window.mark === 'panel' ? [] : [{ window, index }];
    })
    .toSorted((a, b) => a.index - b.index);

export const bySessionName = (a: SessionState, b: SessionState): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
