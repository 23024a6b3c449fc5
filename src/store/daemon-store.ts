import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StoreEvent } from './event.ts';
import { reduce } from './reduce.ts';
import { initialState, type State } from './state.ts';

/** What one `apply` did. */
export interface StoreChange {
  /** Those of the events that changed something, in order. */
  readonly events: readonly StoreEvent[];
  readonly state: State;
  readonly previous: State;
}

/** The daemon's only state. */
export interface DaemonStore {
  getState(): State;
  /** Applies all, then sets once; answers the new state. */
  apply(events: readonly StoreEvent[]): State;
  /** Called for every change, in the order of the changes. Returns the function that ends it. */
  subscribe(listener: (change: StoreChange) => void): () => void;
  /** The zustand store underneath, for those who only read. */
  readonly store: Pick<StoreApi<State>, 'getState' | 'subscribe'>;
}

export const createDaemonStore = (): DaemonStore => {
  const store = createStore<State>(() => initialState);
  // Replaced, never changed: who subscribes while a change is being told already has it.
  let listeners: readonly ((change: StoreChange) => void)[] = [];
  const waiting: StoreChange[] = [];
  let isTelling = false;

  // A listener may apply more: everybody must hear of the first change before the second.
  const tell = (): void => {
    if (isTelling) return;
    isTelling = true;
    try {
      for (let change = waiting.shift(); change !== undefined; change = waiting.shift())
        for (const listener of listeners) listener(change);
    } finally {
      isTelling = false;
    }
  };
  return {
    store,
    getState: store.getState,
    apply: (events) => {
      const previous = store.getState();
      const change = applyAll(previous, events);
      if (change.events.length === 0) return previous;
      waiting.push(change);
      store.setState(change.state, true);
      tell();
      return change.state;
    },
    subscribe: (listener) => {
      listeners = [...listeners, listener];
      return () => {
        listeners = listeners.filter((other) => other !== listener);
      };
    },
  };
};

const applyAll = (previous: State, all: readonly StoreEvent[]): StoreChange => {
  const events: StoreEvent[] = [];
  let state = previous;
  for (const event of all) {
    const next = reduce(state, event);
    if (next !== state) events.push(event);
    state = next;
  }
  return { events, state, previous };
};
