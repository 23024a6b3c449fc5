import { createStore, type StoreApi } from 'zustand/vanilla';
import { reduceAll } from './reduce.ts';
import { initialState, type State } from './state.ts';
import { isState, isStoreEvent } from './wire.ts';

/**
 * `applied`; `resync`: something is missing, ask for a new snapshot (said once); `waiting`: until that comes,
 * nothing is applied.
 */
export type MirrorAnswer = 'applied' | 'resync' | 'waiting';

/** A front end's copy of the daemon's state: a snapshot, then deltas without a gap. */
export interface Mirror {
  readonly store: Pick<StoreApi<MirrorState>, 'getState' | 'getInitialState' | 'subscribe'>;
  applySnapshot(message: {
    readonly epoch: string;
    readonly seq: number;
    readonly state: unknown;
  }): MirrorAnswer;
  applyDelta(message: {
    readonly epoch: string;
    readonly seq: number;
    readonly events: readonly unknown[];
  }): MirrorAnswer;
  /** The connection is gone: what is known stays to be looked at, and only a snapshot goes on. */
  lose(): void;
}

export interface MirrorState {
  readonly state: State;
  /** False before the first snapshot, and from a gap or a loss until the next one. */
  readonly isCurrent: boolean;
}

export const createMirror = (): Mirror => {
  const store = createStore<MirrorState>(() => ({ state: initialState, isCurrent: false }));
  let epoch: string | null = null;
  let seq = 0;

  const isCurrent = (): boolean => store.getState().isCurrent;
  const lose = (): void => {
    if (isCurrent()) store.setState({ isCurrent: false });
  };
  const resync = (): MirrorAnswer => {
    lose();
    return 'resync';
  };
  return {
    store,
    lose,
    applySnapshot: (message) => {
      if (!isState(message.state)) return resync();
      epoch = message.epoch;
      seq = message.seq;
      store.setState({ state: message.state, isCurrent: true });
      return 'applied';
    },
    applyDelta: (message) => {
      if (!isCurrent()) return 'waiting';
      if (message.epoch !== epoch || message.seq !== seq + 1) return resync();
      if (!message.events.every(isStoreEvent)) return resync();
      seq = message.seq;
      store.setState({ state: reduceAll(store.getState().state, message.events) });
      return 'applied';
    },
  };
};
