import { AsyncLocalStorage } from 'node:async_hooks';
import type { Event } from '../domain/event.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Observation } from '../domain/observation.ts';
import { type Result, success } from '../domain/result.ts';
import type { DaemonStore } from '../store/daemon-store.ts';
import type { StoreEvent } from '../store/event.ts';
import { reconcile } from '../store/reconcile.ts';
import { isSameServer } from '../store/reduce-structure.ts';
import type { State } from '../store/state.ts';
import type { Tmux } from '../tmux/tmux.ts';
import { differenceOf } from './difference.ts';
import { type Draft, draftsOf, isToldBy } from './found.ts';
import type { ObservedDifference } from './house.ts';
import type { Memories } from './memories.ts';

/** The only way by which tmux gets into the store. */
export interface Feed {
  /** As the house promises them. */
  readonly change: <T>(work: () => Promise<T>) => Promise<T>;
  readonly observe: (sessionId: SessionId | null) => Promise<Result<ObservedDifference>>;
  /** An observation that nobody asked for. */
  readonly observed: (observation: Observation) => void;
  /** A row that an operation writes about its own doing. */
  readonly tell: (draft: Draft) => Event;
}

interface Needs {
  readonly tmux: Pick<Tmux, 'observe'>;
  readonly store: Pick<DaemonStore, 'getState' | 'apply'>;
  readonly memories: Memories;
  readonly now: () => string;
  /** Writes a row of the orchestration log. */
  readonly log: (draft: Draft) => Event;
  /** A server is about to be met that was not known before. */
  readonly meeting: (observation: Observation) => void;
  /** Adds what others know better than tmux. As it is unless given. */
  readonly complete?: (observation: Observation) => Observation;
}

/** One change of ours: what it said itself, and what observations found meanwhile. */
interface Change {
  readonly told: Draft[];
  readonly found: Draft[];
  isOver: boolean;
}

/**
 * While a change of ours runs, an observation may have been read before it and would take the change back: such ones
 * are left out, and so are those that were begun before it ended. Afterwards tmux is read anew. What a change reads
 * itself is always newer than what it has done so far.
 */
export const createFeed = (needs: Needs): Feed => {
  const place = new AsyncLocalStorage<Change>();
  let last: Promise<unknown> = Promise.resolve();
  let begun = 0;
  let running = 0;
  /** How many readings are under way whose answer somebody puts into the store himself. */
  let asking = 0;

  // A connection or timer that was made during a change carries it along for ever; only a running one counts.
  const inside = (): Change | null => {
    const change = place.getStore();
    return change === undefined || change.isOver ? null : change;
  };
  const put = (seen: Observation): Put => {
    const observation = needs.complete?.(seen) ?? seen;
    const previous = needs.store.getState();
    if (!isSameServer(previous.server, observation.server)) needs.meeting(observation);
    const events = reconcile(previous, observation, needs.memories.of, needs.now());
    const next = needs.store.apply(events);
    const change = inside();
    for (const draft of draftsOf(events, previous, next)) {
      if (change === null) needs.log(draft);
      else change.found.push(draft);
    }
    return { events, previous, next };
  };
  const read = async () => {
    asking += 1;
    try {
      const result = await needs.tmux.observe();
      // Our client may have been moved or thrown out while it was asked; the next one is there by now, or no server is.
      return result.ok ? result : await needs.tmux.observe();
    } finally {
      asking -= 1;
    }
  };
  /** From outside: a change that runs comes to its end first, as half of it would look like somebody else's doing. */
  const readUndisturbed = async () => {
    for (;;) {
      while (running > 0) await last;
      const before = begun;
      const result = await read();
      if (begun === before || !result.ok) return result;
    }
  };
  const perform = async <T>(work: () => Promise<T>): Promise<T> => {
    const change: Change = { told: [], found: [], isOver: false };
    try {
      return await place.run(change, work);
    } finally {
      change.isOver = true;
      for (const draft of change.found) if (!isToldBy(draft, change.told)) needs.log(draft);
      running -= 1;
      if (running === 0) void place.exit(refresh);
    }
  };
  const refresh = async (): Promise<void> => {
    const result = await readUndisturbed();
    if (result.ok) put(result.value);
  };
  return {
    change: (work) => {
      begun += 1;
      running += 1;
      const done = last.then(() => perform(work));
      last = done.catch(() => undefined);
      return done;
    },
    observe: async (sessionId) => {
      const result = await (inside() === null ? readUndisturbed() : read());
      if (!result.ok) return result;
      const { events, previous, next } = put(result.value);
      return success(differenceOf(events, previous, next, sessionId));
    },
    observed: (observation) => {
      if (running === 0 && asking === 0) place.exit(put, observation);
    },
    tell: (draft) => {
      inside()?.told.push(draft);
      return needs.log(draft);
    },
  };
};

interface Put {
  readonly events: readonly StoreEvent[];
  readonly previous: State;
  readonly next: State;
}
