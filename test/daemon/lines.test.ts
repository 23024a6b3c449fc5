import { expect, test } from 'vitest';
import { createLines } from '../../src/daemon/lines.ts';
import type { OutputFact } from '../../src/daemon/output/pane-output.ts';
import { createOutputRecord } from '../../src/daemon/output/record.ts';
import type { DaemonMessage } from '../../src/protocol/message.ts';
import { paneIdOf, sessionIdOf, stateOf } from '../support/panel-fixture.ts';
import { until } from '../support/until.ts';

const state = stateOf([
  { name: 'a', windows: [{ name: 'w', panes: [{ label: 'one' }, { label: 'two' }] }] },
  { name: 'b', windows: [{ name: 'w', panes: [{ label: 'three' }] }] },
  { name: 'p', windows: [{ name: 'panel', mark: 'panel', panes: [{ mark: 'panel' }] }] },
]);

type Batch = Extract<DaemonMessage, { kind: 'lines' }>;
type Listener = (pane: ReturnType<typeof paneIdOf>, fact: OutputFact) => void;

/** Three panes, the panel's own, and a client whose socket can be made to look full. */
const stage = () => {
  const records = [0, 1, 2, 3].map(() => createOutputRecord());
  const listeners = new Set<Listener>();
  const batches: Batch[] = [];
  const room = { isCrowded: false };
  const lines = createLines({
    store: { getState: () => state },
    outputs: {
      of: (pane) => ({ record: records[Number(pane.slice(1))] ?? createOutputRecord() }),
      listen: (_, listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  });
  const outbox = {
    get isCrowded() {
      return room.isCrowded;
    },
    send: (message: DaemonMessage) => {
      if (message.kind === 'lines') batches.push(message);
    },
  };
  const print = (pane: number, text: string, typed = false): void => {
    const atMs = Date.UTC(2026, 10, 21) + batches.length;
    const cursor = records[pane]?.append(text, atMs, typed) ?? 0;
    const line = { cursor, text, typed, at: new Date(atMs).toISOString() };
    for (const listener of listeners) listener(paneIdOf(pane), { kind: 'line', line });
  };
  return { lines, outbox, print, batches, room, listeners };
};

const textsOf = (batches: readonly Batch[]): readonly string[] =>
  batches.flatMap(({ lines }) => lines.map(({ text }) => text));

test('a reader gets what is held and what comes of the panes that it wants, and nothing that was typed', async () => {
  const { lines, outbox, print, batches, listeners } = stage();
  print(0, 'before');
  print(0, '$ typed', true);
  print(2, 'elsewhere');
  lines.follow(outbox, 7, { sessions: [sessionIdOf(0)], panes: null });
  expect(batches).toMatchObject([{ id: 7, lines: [{ text: 'before', tmuxPane: paneIdOf(0) }], skipped: 0 }]);
  print(1, 'after');
  print(1, '$ typed', true);
  print(2, 'elsewhere');
  await until(() => batches.length > 1, { what: 'a batch' });
  expect(textsOf(batches)).toEqual(['before', 'after']);
  lines.follow(outbox, 8, { sessions: null, panes: null });
  print(3, "the panel's own");
  expect(textsOf(batches.slice(2)).toSorted()).toEqual(['after', 'before', 'elsewhere', 'elsewhere']);
  lines.follow(outbox, 9, null);
  expect(listeners.size).toBe(0);
});

test('of a flood only the newest lines are sent, and the others are counted', async () => {
  const { lines, outbox, print, batches, room } = stage();
  lines.follow(outbox, 1, { sessions: null, panes: [paneIdOf(0)] });
  room.isCrowded = true;
  for (let n = 1; n <= 50_000; n += 1) print(0, `${n} ${'x'.repeat(2_000)}`);
  room.isCrowded = false;
  await until(() => batches.length > 1, { what: 'a batch' });
  const [, batch] = batches;
  expect(batch?.lines).toHaveLength(200);
  expect(batch?.lines.at(-1)?.text).toMatch(/^50000 x{900}/);
  expect(batch?.lines.at(-1)?.text).toHaveLength(1_000);
  expect(batch?.skipped).toBe(49_800);
  lines.dispose();
});
