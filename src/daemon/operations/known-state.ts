import { isSameServer } from '../../store/reduce-structure.ts';
import type { State } from '../../store/state.ts';
import type { House } from '../house.ts';

/**
 * What there is, for operations. When the server has gone the store keeps its last state for people to look at; for a
 * caller there is nothing then. While the connection comes up, tmux is read first; where none was, somebody may have
 * started it since it was last looked for. Where one server follows another the store may still hold the former one,
 * whose ids mean something else in the other.
 */
export const knownState = async (house: House): Promise<State> => {
  if (!isUpToDate(house)) await house.observe(null);
  return stateNow(house);
};

const isUpToDate = ({ tmux, store }: House): boolean =>
  tmux.link.kind === 'live' && tmux.isSettled && isSameServer(store.getState().server, tmux.link.server);

export const stateNow = (house: House): State => {
  const state = house.store.getState();
  const isGone = house.tmux.link.kind === 'absent';
  return isGone ? { ...state, server: null, sessions: {}, windows: {}, panes: {}, execs: {} } : state;
};
