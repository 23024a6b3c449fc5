import fc from 'fast-check';
import {
  isSessionId,
  isTmuxPaneId,
  isWindowId,
  type SessionId,
  type TmuxPaneId,
  type WindowId,
} from '../../src/domain/ids.ts';
import type {
  Observation,
  ObservedPane,
  ObservedSession,
  ObservedWindow,
} from '../../src/domain/observation.ts';
import { reconcile } from '../../src/store/reconcile.ts';
import { reduceAll } from '../../src/store/reduce.ts';
import { initialState, type State } from '../../src/store/state.ts';

export const NOW = '2026-01-02T03:04:05.678Z';

export const session$ = (n: number): SessionId => checked(`$${n}`, isSessionId);
export const window$ = (n: number): WindowId => checked(`@${n}`, isWindowId);
export const pane$ = (n: number): TmuxPaneId => checked(`%${n}`, isTmuxPaneId);

export const pane = (n: number, more: Partial<ObservedPane> = {}): ObservedPane => ({
  tmuxPane: pane$(n),
  windowId: window$(0),
  label: null,
  title: 'host',
  pid: 100 + n,
  process: 'bash',
  startCommand: null,
  cwd: '/tmp',
  active: false,
  dead: false,
  deadStatus: null,
  deadSignal: null,
  mode: null,
  alternateScreen: false,
  synchronized: false,
  width: 80,
  height: 24,
  left: 0,
  top: 0,
  mark: null,
  ...more,
});

export const window = (n: number, more: Partial<ObservedWindow> = {}): ObservedWindow => ({
  windowId: window$(n),
  name: `w${n}`,
  layout: 'c',
  zoomed: false,
  width: 80,
  height: 24,
  mark: null,
  ...more,
});

export const session = (
  n: number,
  windows: readonly number[],
  more: Partial<ObservedSession> = {},
): ObservedSession => ({
  sessionId: session$(n),
  name: `s${n}`,
  attached: 0,
  createdAt: 1_700_000_000,
  group: null,
  windows: windows.map((id, index) => ({ windowId: window$(id), index, active: index === 0 })),
  isOurs: false,
  ...more,
});

export const observation = (
  sessions: readonly ObservedSession[],
  windows: readonly ObservedWindow[],
  panes: readonly ObservedPane[],
  pid = 1,
): Observation => ({
  server: { pid, startTime: 5, socketPath: '/tmp/sock', version: '3.5a' },
  sessions,
  windows,
  panes,
});

/** One session, one window, these panes. */
export const oneWindow = (...panes: readonly ObservedPane[]): Observation =>
  observation([session(0, [0])], [window(0)], panes);

export const seen = (state: State, what: Observation): State =>
  reduceAll(
    state,
    reconcile(state, what, () => null, NOW),
  );

export const known = (what: Observation): State => seen(initialState, what);

/** Any arrangement of up to 12 panes in 4 windows, shown by up to 3 sessions, windows linked at will. */
export const anyObservation: fc.Arbitrary<Observation> = fc
  .record({
    panes: fc.dictionary(fc.integer({ min: 0, max: 11 }).map(String), anyPane()),
    shows: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }), {
      minLength: 0,
      maxLength: 3,
    }),
    zoomed: fc.boolean(),
    pid: fc.constantFrom(1, 1, 1, 1, 2),
  })
  .map(({ panes, shows, zoomed, pid }) =>
    observation(
      shows.map((windows, n) => session(n, windows)),
      [0, 1, 2, 3].map((n) => window(n, { zoomed })),
      Object.entries(panes)
        .map(([n, of]) => pane(Number(n), { ...of, windowId: window$(of.window) }))
        .map(({ window: _window, ...rest }: ObservedPane & { window?: number }) => rest),
      pid,
    ),
  );

function anyPane() {
  return fc.record({
    window: fc.integer({ min: 0, max: 3 }),
    label: fc.option(fc.constantFrom('main', 'worker', '__proto__')),
    dead: fc.boolean(),
    deadStatus: fc.option(fc.constantFrom(0, 1, 137)),
    pid: fc.option(fc.integer({ min: 1, max: 3 })),
  });
}

function checked<Id extends string>(text: string, isId: (text: string) => text is Id & string): Id {
  if (!isId(text)) throw new Error(`not an id: ${text}`);
  return text;
}
