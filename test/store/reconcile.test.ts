import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paneNumber } from '../../src/domain/ids.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { shownPanes } from '../../src/store/numbers.ts';
import { reconcile } from '../../src/store/reconcile.ts';
import { reduceAll } from '../../src/store/reduce.ts';
import { isSameServer } from '../../src/store/reduce-structure.ts';
import { initialState, type State } from '../../src/store/state.ts';
import {
  anyObservation,
  known,
  NOW,
  observation,
  oneWindow,
  pane,
  pane$,
  seen,
  session,
  session$,
  window,
  window$,
} from './worlds.ts';

const nothing = () => null;
const numbers = (state: State, n = 0) => state.sessions[session$(n)]?.numbers;

const expectObserved = (state: State, what: Observation): void => {
  expect(state.server).toEqual(what.server);
  expect(Object.keys(state.sessions).sort()).toEqual(what.sessions.map((s) => s.sessionId).sort());
  for (const s of what.sessions) expect(state.sessions[s.sessionId]).toMatchObject(s);
  expect(Object.keys(state.windows).sort()).toEqual(what.windows.map((w) => w.windowId).sort());
  for (const w of what.windows) expect(state.windows[w.windowId]).toEqual(w);
  expect(Object.keys(state.panes).sort()).toEqual(what.panes.map((p) => p.tmuxPane).sort());
  for (const p of what.panes) expect(state.panes[p.tmuxPane]).toMatchObject(p);
};

const expectLawfulNumbers = (before: State, after: State, what: Observation): void => {
  const shown = shownPanes(what);
  for (const observed of what.sessions) {
    const now = after.sessions[observed.sessionId]?.numbers ?? {};
    const then = isSameServer(before.server, what.server)
      ? (before.sessions[observed.sessionId]?.numbers ?? {})
      : {};
    const panes = shown(observed);
    expect(Object.keys(now).sort()).toEqual([...panes].sort());
    expect(new Set(Object.values(now)).size).toBe(panes.length);
    const taken = new Set<number>();
    for (const id of panes) {
      const former = then[id];
      if (former === undefined) continue;
      expect(now[id]).toBe(former);
      taken.add(former);
    }
    for (const id of panes) {
      if (then[id] !== undefined) continue;
      let lowest = 0;
      while (taken.has(lowest)) lowest += 1;
      expect(now[id]).toBe(lowest);
      taken.add(lowest);
    }
  }
};

test('any sequence of observations leaves what was observed, lawful numbers and nothing more to say', () => {
  fc.assert(
    fc.property(fc.array(anyObservation, { maxLength: 6 }), (sequence) => {
      let state = initialState;
      for (const what of sequence) {
        const next = seen(state, what);
        expectObserved(next, what);
        expectLawfulNumbers(state, next, what);
        expect(reconcile(next, what, nothing, 'later')).toEqual([]);
        state = next;
      }
    }),
    { numRuns: 150 },
  );
});

test('a freed number is given again and the others never shift', () => {
  const three = known(oneWindow(pane(0), pane(1), pane(2)));
  const two = seen(three, oneWindow(pane(0), pane(2)));
  expect(numbers(two)).toEqual({ '%0': 0, '%2': 2 });
  expect(numbers(seen(two, oneWindow(pane(9), pane(0), pane(2))))).toEqual({ '%0': 0, '%2': 2, '%9': 1 });
});

test('panes are numbered in the order of their window index', () => {
  const linked = observation(
    [session(0, [1, 0]), session(1, [0])],
    [window(0), window(1)],
    [pane(0), pane(1, { windowId: window$(1) })],
  );
  expect(numbers(known(linked))).toEqual({ '%1': 0, '%0': 1 });
  expect(numbers(known(linked), 1)).toEqual({ '%0': 0 });
});

test('a remembered number wins over the order, once', () => {
  const memory = () => ({
    owner: null,
    parent: null,
    ownCommand: null,
    createdAt: null,
    metadata: {},
    environment: [],
    service: null,
    cursor: 7,
    numbers: { [session$(0)]: paneNumber(2) },
  });
  const state = reduceAll(initialState, reconcile(initialState, oneWindow(pane(0), pane(1)), memory, NOW));
  expect(numbers(state)).toEqual({ '%0': 2, '%1': 0 });
  expect(state.panes[pane$(0)]?.cursor).toBe(7);
});

test('another server makes everything new, and says so first', () => {
  const before = known(oneWindow(pane(0), pane(1)));
  const events = reconcile(
    before,
    { ...oneWindow(pane(1)), server: { ...oneWindow().server, pid: 2 } },
    nothing,
    NOW,
  );
  expect(events.map(({ kind }) => kind)).toEqual([
    'server.changed',
    'session.appeared',
    'window.changed',
    'pane.appeared',
  ]);
  expect(numbers(reduceAll(before, events))).toEqual({ '%1': 0 });
});

test('a pane that only goes is one event', () => {
  const before = known(oneWindow(pane(0), pane(1)));
  expect(reconcile(before, oneWindow(pane(0)), nothing, NOW)).toEqual([
    { kind: 'pane.vanished', tmuxPane: '%1' },
  ]);
});

test('a process that ends and is started again takes the status along', () => {
  const alive = known(oneWindow(pane(0, { startCommand: 'make' })));
  expect(alive.panes[pane$(0)]).toMatchObject({
    status: 'running',
    statusSource: 'pane_process',
    statusSince: null,
  });
  const closed = seen(alive, oneWindow(pane(0, { startCommand: 'make', dead: true })));
  expect(closed.panes[pane$(0)]).toMatchObject({ status: 'dead', completedAt: NOW });
  const reaped = seen(closed, oneWindow(pane(0, { startCommand: 'make', dead: true, deadSignal: 9 })));
  expect(reaped.panes[pane$(0)]).toMatchObject({
    status: 'failed',
    exitCode: 137,
    signal: 'KILL',
    completedAt: NOW,
  });
  const again = seen(reaped, oneWindow(pane(0, { startCommand: 'make', pid: 5 })));
  expect(again.panes[pane$(0)]).toMatchObject({
    status: 'running',
    exitCode: null,
    signal: null,
    completedAt: null,
  });
});
