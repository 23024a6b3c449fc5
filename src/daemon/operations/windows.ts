import { failure } from '../../domain/failure.ts';
import type { WindowId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionState, State } from '../../store/state.ts';

/** A window of the session by `@N`, index or exact name. The current one where nothing is given. */
export const findWindow = (
  state: State,
  session: SessionState,
  text: string | undefined,
): Result<WindowId> => {
  const found = session.windows.filter(({ windowId, index, active }) => {
    if (text === undefined) return active;
    if (text.startsWith('@')) return windowId === text;
    return /^\d+$/.test(text) ? String(index) === text : state.windows[windowId]?.name === text;
  });
  const [window, ...others] = found;
  if (window !== undefined && others.length === 0) return success(window.windowId);
  return failed(
    window === undefined ? noSuchWindow(state, session, text) : severalWindows(session, text, found),
  );
};

const noSuchWindow = (state: State, session: SessionState, text: string | undefined) => {
  const windows = session.windows.map(({ windowId, index }) => ({
    window_id: windowId,
    window_index: index,
    window: state.windows[windowId]?.name ?? '',
  }));
  const shown = windows.map((each) => `${each.window_index} ${JSON.stringify(each.window)}`).join(', ');
  return failure(
    'usage',
    `there is no window ${JSON.stringify(text ?? '')} in session ${JSON.stringify(session.name)}`,
    `its windows are ${shown}`,
    { session: session.name, windows },
  );
};

const severalWindows = (
  session: SessionState,
  text: string | undefined,
  found: readonly { readonly windowId: WindowId }[],
) => {
  const ids = found.map(({ windowId }) => windowId);
  return failure(
    'usage',
    `${found.length} windows of session ${JSON.stringify(session.name)} are named ${JSON.stringify(text ?? '')}`,
    `name one by its id: ${ids.join(', ')}`,
    { windows: ids },
  );
};
