import type { StoreEvent } from '../store/event.ts';
import type { State } from '../store/state.ts';
import { lineOf, type Outbox } from './outbox.ts';

/** Deltas to everybody who mirrors the store. */
export interface Broadcast {
  /** Events that the store has just applied. Those of one turn of the event loop leave as one delta. */
  publish(events: readonly StoreEvent[]): void;
  /** Sends a snapshot, then every delta after it. Again for the same client: a new snapshot. */
  subscribe(outbox: Outbox): void;
  unsubscribe(outbox: Outbox): void;
  /** The client has read what waited for it. */
  caughtUp(outbox: Outbox): void;
  /** Deltas that slow subscribers were not sent; each got a snapshot later. */
  readonly dropped: number;
  readonly subscribers: number;
}

type Standing = 'current' | 'behind';

export const createBroadcast = (
  epoch: string,
  stateNow: () => State,
  onSubscribers: () => void = () => undefined,
): Broadcast => {
  const subscribers = new Map<Outbox, Standing>();
  let pending: StoreEvent[] = [];
  let seq = 0;
  let dropped = 0;
  let isScheduled = false;

  const flush = (): void => {
    isScheduled = false;
    if (pending.length === 0) return;
    const events = pending;
    pending = [];
    seq += 1;
    if (subscribers.size > 0) deliver(lineOf({ kind: 'delta', epoch, seq, events }));
  };
  const deliver = (line: string): void => {
    for (const [outbox, standing] of subscribers) {
      if (standing === 'current' && !outbox.isCrowded) {
        outbox.sendLine(line);
      } else {
        dropped += 1;
        subscribers.set(outbox, 'behind');
      }
    }
  };
  const sendSnapshot = (outbox: Outbox): void => {
    // What is pending is in the state already: it must be numbered before the snapshot is.
    flush();
    subscribers.set(outbox, 'current');
    onSubscribers();
    outbox.send({ kind: 'snapshot', epoch, seq, state: stateNow() });
  };
  return {
    publish: (events) => {
      pending.push(...events);
      if (isScheduled || events.length === 0) return;
      isScheduled = true;
      setImmediate(flush);
    },
    subscribe: sendSnapshot,
    unsubscribe: (outbox) => {
      if (subscribers.delete(outbox)) onSubscribers();
    },
    caughtUp: (outbox) => {
      if (subscribers.get(outbox) === 'behind') sendSnapshot(outbox);
    },
    get dropped() {
      return dropped;
    },
    get subscribers() {
      return subscribers.size;
    },
  };
};
