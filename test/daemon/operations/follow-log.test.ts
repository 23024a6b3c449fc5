import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { CallScope } from '../../../src/daemon/house.ts';
import { type Following, followEvents } from '../../../src/daemon/operations/follow-log.ts';
import type { Event, EventDraft } from '../../../src/domain/event.ts';
import { createDaemonStore } from '../../../src/store/daemon-store.ts';
import { AT, draft, journalAt, temporaryFolder } from '../../journal/samples.ts';
import { until } from '../../support/until.ts';

const ALL: Following = { wanted: {}, first: 1, newest: null };

const stage = () => {
  const { journal } = journalAt(join(temporaryFolder(), 'server.db'));
  const store = createDaemonStore();
  const log = (patch: Partial<EventDraft> = {}): Event => {
    const event = journal.append(draft(patch));
    store.apply([{ kind: 'event.logged', event }]);
    return event;
  };
  /** The numbers that a follower was told of; he leaves with the test. */
  const follow = (following: Following, room?: CallScope['room']): number[] => {
    const seqs: number[] = [];
    const leave = new AbortController();
    onTestFinished(() => leave.abort());
    const emit = (item: unknown): void => void seqs.push(isEvent(item) ? item.seq : Number.NaN);
    void followEvents(
      { journal, store },
      { emit, signal: leave.signal, ...(room === undefined ? {} : { room }) },
      following,
    );
    return seqs;
  };
  return { journal, log, follow };
};

const isEvent = (item: unknown): item is Event => typeof item === 'object' && item !== null && 'seq' in item;
const numbers = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('tells of old events and of new ones without a gap or a repetition, also while it reads', async () => {
  const { log, follow } = stage();
  for (let count = 0; count < 1_200; count += 1) log();
  const seqs = follow({ ...ALL, first: 101 });
  for (let count = 0; count < 30; count += 1) {
    log();
    await setImmediate();
  }
  await until(() => seqs.at(-1) === 1_230, { what: 'the last event' });
  expect(seqs).toEqual(numbers(101, 1_230));
});

test('tells of a new event before the call that made it returns', async () => {
  const { log, follow } = stage();
  log();
  const seqs = follow(ALL);
  await until(() => seqs.length === 1, { what: 'the old event' });
  log();
  expect(seqs).toEqual([1, 2]);
});

test('begins with the newest where nobody asked for all', async () => {
  const { log, follow } = stage();
  for (let count = 0; count < 20; count += 1) log({ session: count % 2 === 0 ? 'main' : 'other' });
  const seqs = follow({ wanted: { session: 'main' }, first: 1, newest: 3 });
  await until(() => seqs.length === 3, { what: 'the old events' });
  log();
  log({ session: 'other' });
  log();
  expect(seqs).toEqual([15, 17, 19, 21, 23]);
});

test('keeps to the type and the time', async () => {
  const { log, follow } = stage();
  log({ at: '2026-01-01T00:00:00.000Z' });
  log();
  const exact = follow({ wanted: { type: 'pane.killed' }, first: 1, newest: null });
  const kind = follow({ wanted: { type: 'pane.*', sinceTime: AT }, first: 1, newest: null });
  await until(() => kind.length === 1, { what: 'the old event' });
  log({ type: 'exec.started' });
  log({ type: 'pane.killed' });
  log({ at: '2026-01-01T00:00:00.000Z' });
  expect([exact, kind]).toEqual([[4], [2, 4]]);
});

test('writes nothing to a reader who does not keep up, and leaves nothing out for him', async () => {
  const { log, follow } = stage();
  let isCrowded = true;
  let drain = (): void => undefined;
  const room = {
    get isCrowded() {
      return isCrowded;
    },
    whenRoom: async () => {
      if (!isCrowded) return;
      const drained = Promise.withResolvers<void>();
      drain = drained.resolve;
      await drained.promise;
    },
  };
  const seqs = follow(ALL, room);
  for (let count = 0; count < 700; count += 1) log();
  await setImmediate();
  expect(seqs).toEqual([]);
  isCrowded = false;
  drain();
  await until(() => seqs.length === 700, { what: 'all events' });
  isCrowded = true;
  log();
  log();
  expect(seqs).toHaveLength(700);
  isCrowded = false;
  drain();
  await until(() => seqs.length === 702, { what: 'the rest' });
  log();
  expect(seqs).toEqual(numbers(1, 703));
});
