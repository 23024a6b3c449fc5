import { setImmediate } from 'node:timers/promises';
import type { Streamed } from '../../commands/context.ts';
import type { Event } from '../../domain/event.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { passes } from '../../journal/event-filter.ts';
import type { CallScope, House } from '../house.ts';
import { serverGone } from '../waits/server-gone.ts';
import { filterOf, type LogFilter, type LogInput } from './orchestration-log.ts';

/** So many old events are shown where nobody said from when on. */
const SHOWN = 10;
/** Read at once, before others have their turn. */
const PAGE = 500;

export const followLog = async (
  house: House,
  scope: CallScope,
  input: LogInput,
): Promise<Result<Streamed>> => {
  const filter = await filterOf(house, scope, input);
  if (!filter.ok) return filter;
  const { sinceSeq = 0, ...wanted } = filter.value;
  const newest = input.n ?? (input.since === undefined ? SHOWN : null);
  const gone = new AbortController();
  const end = house.store.subscribe(({ events }) => {
    if (events.some((event) => event.kind === 'event.logged' && event.event.type === 'server.lost'))
      gone.abort();
  });
  const signal = AbortSignal.any([scope.signal, gone.signal]);
  await followEvents(house, { ...scope, signal }, { wanted, first: sinceSeq + 1, newest });
  end();
  const failure = gone.signal.aborted ? serverGone(house.store.getState()) : null;
  return failure === null ? success({ streamed: true }) : failed(failure);
};

export interface Following {
  readonly wanted: Omit<LogFilter, 'sinceSeq'>;
  /** Events before this number are of no interest. */
  readonly first: number;
  /** Of those that are written already at most so many; null for all. */
  readonly newest: number | null;
}

/**
 * Each event once, in order and without a gap, until the caller goes. First what is written already, then what
 * happens, straight from the store. Who reads too slowly is not written to for a while, and then goes on from the
 * journal: nothing is dropped for him, and nothing piles up here.
 */
export const followEvents = async (
  { journal, store }: Pick<House, 'journal' | 'store'>,
  { emit, signal, room }: Pick<CallScope, 'emit' | 'signal' | 'room'>,
  { wanted, first, newest }: Following,
): Promise<void> => {
  /** Everything before this number has been told. */
  let next = first;
  let isReading = false;
  const tell = (event: Event): void => {
    next = event.seq + 1;
    if (passes(wanted, event)) emit(event);
  };
  const readOn = async (): Promise<void> => {
    isReading = true;
    for (;;) {
      await room?.whenRoom();
      if (signal.aborted) return;
      const end = journal.nextSeq;
      const page = journal.events({ ...wanted, sinceSeq: next - 1, limit: PAGE, oldest: true });
      for (const event of page.events) tell(event);
      if (page.truncated && page.events.length > 0) await setImmediate();
      else {
        next = Math.max(next, end);
        break;
      }
    }
    isReading = false;
  };
  if (newest !== null) {
    const { events } = journal.events({ ...wanted, sinceSeq: next - 1, limit: newest });
    next = Math.max(events[0]?.seq ?? journal.nextSeq, next);
  }
  const end = store.subscribe(({ events }) => {
    for (const event of events) {
      if (event.kind !== 'event.logged' || isReading || event.event.seq < next) continue;
      if (room?.isCrowded === true) void readOn();
      else tell(event.event);
    }
  });
  void readOn();
  await untilAborted(signal);
  end();
};

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
