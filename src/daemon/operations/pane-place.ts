import type { SessionId, WindowId } from '../../domain/ids.ts';
import { type Result, success } from '../../domain/result.ts';
import type { SessionState, State } from '../../store/state.ts';
import { findWindow } from './windows.ts';

/** Where a new pane may stand. Tried in order; only `no_space` leads to the next. */
export type Place =
  | {
      readonly kind: 'split';
      readonly windowId: WindowId;
      readonly direction: 'h' | 'v';
      readonly size: string | null;
      /** Whether panectl arranges the window afterwards. */
      readonly arranged: boolean;
    }
  | {
      readonly kind: 'window';
      readonly sessionId: SessionId;
      /** True for a background window in a person's session, which is marked as ours. */
      readonly marked: boolean;
      /** Where it stands; after the last one unless given. */
      readonly index?: number;
      /** For good; without one tmux names it after what runs in it. */
      readonly name?: string;
    };

export interface PlaceRequest {
  readonly window?: string | undefined;
  readonly split?: 'h' | 'v' | undefined;
  readonly size?: string | undefined;
  readonly layout?: string | undefined;
}

/**
 * In a session of ours the current window, arranged, and a new one where there is no room. In a person's session a
 * background window of ours; theirs only by `--window`, and it is not arranged unless that was asked for.
 */
export const placesFor = (
  state: State,
  session: SessionState,
  request: PlaceRequest,
): Result<readonly Place[]> => {
  const fresh: Place = { kind: 'window', sessionId: session.sessionId, marked: !session.isOurs };
  if (request.window === 'new') return success([fresh]);
  if (request.window !== undefined) {
    const found = findWindow(state, session, request.window);
    if (!found.ok) return found;
    const isOurs = session.isOurs || state.windows[found.value]?.mark === 'panes';
    return success(splitsOf(found.value, request, isOurs || request.layout !== undefined));
  }
  const windowId = session.isOurs ? currentWindow(state, session) : backgroundWindow(state, session);
  if (windowId === null) return success([fresh]);
  const splits = splitsOf(windowId, request, true);
  return success(request.split === undefined ? [...splits, fresh] : splits);
};

const splitsOf = (windowId: WindowId, request: PlaceRequest, isOurs: boolean): readonly Place[] => {
  const { split, size = null } = request;
  const arranged = isOurs && (split === undefined || request.layout !== undefined);
  const at = (direction: 'h' | 'v'): Place => ({ kind: 'split', windowId, direction, size, arranged });
  return split === undefined ? [at('v'), at('h')] : [at(split)];
};

/** Never the panel's: it has a window for itself. */
const currentWindow = (state: State, session: SessionState): WindowId | null => {
  const usable = session.windows.filter(({ windowId }) => state.windows[windowId]?.mark !== 'panel');
  return (usable.find(({ active }) => active) ?? usable.at(-1))?.windowId ?? null;
};

const backgroundWindow = (state: State, session: SessionState): WindowId | null =>
  session.windows.findLast(({ windowId }) => state.windows[windowId]?.mark === 'panes')?.windowId ?? null;
