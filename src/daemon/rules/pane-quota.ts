import { failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { findSession } from '../../store/find.ts';
import type { State } from '../../store/state.ts';

/** How many panes of a session rules have made, those under way included: several actions may run at once. */
export interface PaneQuota {
  /** Panes that earlier daemons' rules have made; all others are forgotten. */
  begin(made: Iterable<TmuxPaneId>): void;
  /** Keeps a place; the answer takes what was made in it, perhaps nothing. `limit_reached` where there is none left. */
  readonly reserve: (session: string) => Result<(made: readonly TmuxPaneId[]) => void>;
}

export const createPaneQuota = (getState: () => State, most: number): PaneQuota => {
  let ours = new Set<string>();
  const underWay = new Map<SessionId, number>();
  const add = (sessionId: SessionId, count: number): void =>
    void underWay.set(sessionId, (underWay.get(sessionId) ?? 0) + count);
  const remember = (made: readonly TmuxPaneId[]): void => {
    for (const tmuxPane of made) ours.add(tmuxPane);
  };
  return {
    begin: (made) => {
      ours = new Set(made);
    },
    reserve: (session) => {
      const state = getState();
      const found = findSession(state, session, null);
      // A session that is not there fails by itself, and one that is about to be made has no panes yet.
      if (!found.ok) return success((made) => remember(made));
      const sessionId = found.value;
      const numbers = state.sessions[sessionId]?.numbers ?? {};
      const there = Object.keys(numbers).filter((tmuxPane) => ours.has(tmuxPane)).length;
      const panes = there + (underWay.get(sessionId) ?? 0);
      if (panes >= most) return failed(full(session, panes));
      add(sessionId, 1);
      return success((made) => {
        add(sessionId, -1);
        remember(made);
      });
    },
  };
};

const full = (session: string, panes: number) =>
  failure(
    'limit_reached',
    `rules have made ${panes} panes in this session already`,
    'panectl cleanup removes them',
    { session, panes },
  );
