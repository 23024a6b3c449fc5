import type { WindowId } from '../../domain/ids.ts';
import type { ObservedWindow } from '../../domain/observation.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';

/** What of the state is listed at all: nothing of the panel's own. */

export const shownPanes = (state: State): ReadonlyMap<WindowId, readonly PaneState[]> => {
  const byWindow = new Map<WindowId, PaneState[]>();
  for (const pane of Object.values(state.panes)) {
    const window = state.windows[pane.windowId];
    if (pane.mark === 'panel' || (window !== undefined && windowIsOwn(window))) continue;
    const others = byWindow.get(pane.windowId);
    if (others === undefined) byWindow.set(pane.windowId, [pane]);
    else others.push(pane);
  }
  return byWindow;
};

export const windowIsOwn = (window: ObservedWindow): boolean => window.mark === 'panel';

export const shownWindows = (
  state: State,
  session: SessionState,
): readonly { readonly window: ObservedWindow; readonly index: number }[] =>
  session.windows
    .flatMap(({ windowId, index }) => {
      const window = state.windows[windowId];
      return window === undefined || windowIsOwn(window) ? [] : [{ window, index }];
    })
    .toSorted((a, b) => a.index - b.index);

export const bySessionName = (a: SessionState, b: SessionState): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
