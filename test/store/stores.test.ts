import { expect, test } from 'vitest';
import { createDaemonStore } from '../../src/store/daemon-store.ts';
import type { StoreEvent } from '../../src/store/event.ts';
import { createMirror } from '../../src/store/mirror.ts';
import { reconcile } from '../../src/store/reconcile.ts';
import { reduce } from '../../src/store/reduce.ts';
import { describeSession, panesOf } from '../../src/store/select.ts';
import { HISTORY_POINTS, initialState, PAST_POINTS } from '../../src/store/state.ts';
import {
  known,
  NOW,
  observation,
  oneWindow,
  pane,
  pane$,
  session,
  session$,
  window,
  window$,
} from './worlds.ts';

const sample = (n: number): StoreEvent => ({
  kind: 'metrics.sampled',
  samples: [0, 77].map((id) => ({
    tmuxPane: pane$(id),
    metrics: { cpu_percent: n, memory_bytes: 10, processes: 1, runtime_ms: n, sampled_at: NOW },
  })),
});

test('an event about something unknown changes nothing', () => {
  const state = known(oneWindow(pane(0)));
  expect(reduce(state, { kind: 'pane.changed', tmuxPane: pane$(9), patch: { label: 'x' } })).toBe(state);
  expect(reduce(state, { kind: 'session.vanished', sessionId: session$(9) })).toBe(state);
  expect(reduce(state, { kind: 'pane.changed', tmuxPane: pane$(0), patch: { label: null } })).toBe(state);
});

test('unchanged parts keep their identity and a history is bounded', () => {
  let state = known(oneWindow(pane(0), pane(1)));
  const { sessions, panes } = state;
  for (let n = 0; n < HISTORY_POINTS + 5; n += 1) state = reduce(state, sample(n));
  expect(state.sessions).toBe(sessions);
  expect(state.panes[pane$(1)]).toBe(panes[pane$(1)]);
  expect(state.panes[pane$(0)]?.history).toHaveLength(HISTORY_POINTS);
  expect(state.panes[pane$(0)]?.history[0]?.cpu_percent).toBe(5);
});

test('a pane whose process has gone takes no memory, nor by a measurement that was under way', () => {
  const measured = reduce(known(oneWindow(pane(0))), sample(1));
  const dead = reduce(measured, { kind: 'pane.changed', tmuxPane: pane$(0), patch: { dead: true } });
  for (const state of [dead, reduce(dead, sample(2))]) {
    expect(state.panes[pane$(0)]).toMatchObject({ metrics: null, history: [{ cpu_percent: 1 }] });
    expect(describeSession(state, session$(0))?.metrics).toBe(null);
  }
});

test('ten seconds that are over stay as their mean for a quarter of an hour', () => {
  let state = known(oneWindow(pane(0)));
  const start = Date.parse('2026-11-21T12:00:00.000Z');
  const read = (second: number): StoreEvent => ({
    kind: 'metrics.sampled',
    samples: [
      {
        tmuxPane: pane$(0),
        metrics: {
          cpu_percent: second === 0 ? null : second,
          memory_bytes: second * 100,
          processes: 1,
          runtime_ms: 1,
          sampled_at: new Date(start + second * 1_000).toISOString(),
        },
      },
    ],
  });
  for (let second = 0; second < 21; second += 1) state = reduce(state, read(second));
  expect(state.panes[pane$(0)]?.past).toEqual([
    [start / 1_000 + 9, 5, 450],
    [start / 1_000 + 19, 14.5, 1_450],
  ]);
  for (let second = 21; second < 2_000; second += 1) state = reduce(state, read(second));
  expect(state.panes[pane$(0)]?.past).toHaveLength(PAST_POINTS);
});

test('a listener that applies more is told of everything in order', () => {
  const store = createDaemonStore();
  const told: string[] = [];
  store.subscribe(({ events }) => {
    if (events[0]?.kind === 'link.changed')
      store.apply([{ kind: 'health.changed', health: { journal: 'full', metrics: null } }]);
  });
  store.subscribe(({ events }) => told.push(...events.map(({ kind }) => kind)));
  store.apply([
    { kind: 'link.changed', link: { kind: 'syncing' } },
    { kind: 'pane.vanished', tmuxPane: pane$(1) },
  ]);
  expect(told).toEqual(['link.changed', 'health.changed']);
});

test('a mirror follows the daemon and asks again once when it missed something', () => {
  const mirror = createMirror();
  const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  expect(mirror.applyDelta({ epoch: 'a', seq: 1, events: [] })).toBe('waiting');
  expect(mirror.applySnapshot({ epoch: 'a', seq: 4, state: wire(initialState) })).toBe('applied');
  const events = reconcile(initialState, oneWindow(pane(0)), () => null, NOW);
  expect(mirror.applyDelta({ epoch: 'a', seq: 5, events: events.map(wire) })).toBe('applied');
  expect(mirror.store.getState().state).toEqual(known(oneWindow(pane(0))));
  expect(mirror.applyDelta({ epoch: 'a', seq: 7, events: [] })).toBe('resync');
  expect(mirror.applyDelta({ epoch: 'a', seq: 8, events: [] })).toBe('waiting');
  expect(mirror.store.getState()).toMatchObject({ isCurrent: false, state: { server: { pid: 1 } } });
  expect(mirror.applySnapshot({ epoch: 'b', seq: 0, state: wire(initialState) })).toBe('applied');
  expect(mirror.applyDelta({ epoch: 'a', seq: 1, events: [] })).toBe('resync');
  expect(mirror.applySnapshot({ epoch: 'b', seq: 0, state: { link: 3 } })).toBe('resync');
  mirror.applySnapshot({ epoch: 'b', seq: 0, state: wire(initialState) });
  expect(mirror.applyDelta({ epoch: 'b', seq: 1, events: [{ kind: 'constructor' }] })).toBe('resync');
});

test('the panel is neither listed nor counted unless all is asked for', () => {
  const state = known(
    observation(
      [session(0, [0, 1])],
      [window(0), window(1, { mark: 'panel' })],
      [pane(0), pane(1, { windowId: window$(1) })],
    ),
  );
  expect(describeSession(state, session$(0))).toMatchObject({
    pane_count: 1,
    window_count: 1,
    status_counts: { unknown: 1, dead: 0 },
  });
  expect(panesOf(state, session$(0), { all: false }).map((p) => p.tmux_pane)).toEqual(['%0']);
  expect(panesOf(state, session$(0), { all: true }).map((p) => p.pane_id)).toEqual([0, 1]);
});
