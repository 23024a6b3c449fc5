import { describe, expect, it } from 'vitest';
import { createBroadcast } from '../../src/daemon/broadcast.ts';
import type { Outbox } from '../../src/daemon/outbox.ts';
import type { StoreEvent } from '../../src/store/event.ts';
import { initialState } from '../../src/store/state.ts';

const TICK: StoreEvent = { kind: 'link.changed', link: { kind: 'syncing' } };
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('the broadcast', () => {
  it('sends the events of one turn as one delta', async () => {
    const { broadcast, reader } = stage();
    broadcast.subscribe(reader);
    broadcast.publish([TICK]);
    broadcast.publish([TICK, TICK]);
    await turn();
    expect(reader.got).toEqual(['snapshot 0', 'delta 1 (3)']);
  });

  it('counts what is pending into the snapshot of somebody who comes meanwhile', async () => {
    const { broadcast, reader } = stage();
    broadcast.publish([TICK]);
    broadcast.subscribe(reader);
    broadcast.publish([TICK]);
    await turn();
    expect(reader.got).toEqual(['snapshot 1', 'delta 2 (1)']);
  });

  it('leaves a slow reader out, counts it, and sends a snapshot when it has caught up', async () => {
    const { broadcast, reader } = stage();
    broadcast.subscribe(reader);
    reader.isCrowded = true;
    broadcast.publish([TICK]);
    await turn();
    reader.isCrowded = false;
    broadcast.publish([TICK]);
    await turn();
    expect(reader.got).toEqual(['snapshot 0']);
    expect(broadcast.dropped).toBe(2);
    broadcast.caughtUp(reader);
    broadcast.caughtUp(reader);
    broadcast.publish([TICK]);
    await turn();
    expect(reader.got).toEqual(['snapshot 0', 'snapshot 2', 'delta 3 (1)']);
  });
});

const stage = () => {
  const got: string[] = [];
  const reader: Outbox & { isCrowded: boolean; readonly got: readonly string[] } = {
    got,
    isCrowded: false,
    whenRoom: () => Promise.resolve(),
    send: (message) => {
      if (message.kind === 'snapshot') got.push(`snapshot ${message.seq}`);
    },
    sendLine: (line) => {
      const { kind, seq, events } = JSON.parse(line);
      got.push(`${kind} ${seq} (${events.length})`);
    },
  };
  return { reader, broadcast: createBroadcast('epoch', () => initialState) };
};
