import type { PaneState, State } from '../../src/store/state.ts';
import { NOW_MS, paneIdOf } from './panel-fixture.ts';
import { farm } from './panel-scenes.ts';
import { progressOf, withRules } from './rule-fixture.ts';

const MIB = 1024 ** 2;

/** What a pane took: so many readings, one a second, the newest now; `load` is given how many seconds ago. */
export const loadOf = (
  load: (secondsAgo: number) => { readonly cpu: number | null; readonly memory: number } | null,
): Pick<PaneState, 'history' | 'past'> => ({
  history: Array.from({ length: 120 }, (_, at) => 119 - at).flatMap((ago) => {
    const value = load(ago);
    return value === null ? [] : [{ at: isoAgo(ago), cpu_percent: value.cpu, memory_bytes: value.memory }];
  }),
  past: Array.from({ length: 90 }, (_, at) => (90 - at) * 10).flatMap((ago) => {
    const value = load(ago);
    return value === null ? [] : [[Math.floor(NOW_MS / 1_000) - ago, value.cpu, value.memory] as const];
  }),
});

const isoAgo = (seconds: number): string => new Date(NOW_MS - seconds * 1_000).toISOString();

const withLoad = (state: State, ordinal: number, load: Parameters<typeof loadOf>[0]): State => {
  const id = paneIdOf(ordinal);
  const pane = state.panes[id];
  return pane === undefined
    ? state
    : { ...state, panes: { ...state.panes, [id]: { ...pane, ...loadOf(load) } } };
};

/** The build farm with a quarter of an hour behind it: waves, a peak, and half a minute that nobody measured. */
export const loaded: State = withLoad(
  withLoad(
    withRules(farm, [
      { name: 'scale-up', event: 'metric', metric: 'cpu > 80', progress: [progressOf(1, 93, 80, 4, 10)] },
      {
        name: 'leak',
        event: 'metric',
        metric: 'memory > 500M',
        progress: [progressOf(1, 120 * MIB, 500 * MIB)],
      },
    ]),
    1,
    (ago) =>
      ago > 30 && ago <= 60
        ? null
        : { cpu: Math.round(55 + 45 * Math.sin(ago / 9)), memory: (120 + 400 / (1 + ago / 20)) * MIB },
  ),
  0,
  () => ({ cpu: 12, memory: 310 * MIB }),
);
