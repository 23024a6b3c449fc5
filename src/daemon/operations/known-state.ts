import type { State } from '../../store/state.ts';
import type { House } from '../house.ts';

/**
 * What there is, for operations. When the server has gone the store keeps its last state for people to look at; for a
 * caller there is nothing then. While the connection comes up, tmux is read first; where none was, somebody may have
 * started it since it was last looked for.
 */
export const knownState = async (house: House): Promise<State> => {
  if (house.tmux.link.kind !== 'live') await house.observe(null);
  return stateNow(house);
};

export const stateNow = (house: House): State => {
  const state = house.store.getState();
  const isGone = house.tmux.link.kind === 'absent';
  return isGone ? { ...state, server: null, sessions: {}, windows: {}, panes: {}, execs: {} } : state;
};
