import type { TmuxPaneId } from '../domain/ids.ts';
import type { Metrics, MetricsPoint, PastLoad } from '../domain/metrics.ts';
import type { PatternMatch } from '../domain/pane.ts';
import type { OutputSeen, PanePatch } from './event.ts';
import { withoutExecsOf } from './reduce-execs.ts';
import { patched } from './same.ts';
import { HISTORY_POINTS, PAST_POINTS, type PaneState, type SessionState, type State } from './state.ts';

export const withPane = (state: State, pane: PaneState): State => ({
  ...state,
  panes: { ...state.panes, [pane.tmuxPane]: pane },
});

export const withPanePatch = (state: State, tmuxPane: TmuxPaneId, patch: PanePatch): State => {
  const known = state.panes[tmuxPane];
  if (known === undefined) return state;
  // What has gone takes nothing; what it took before stays in the history.
  const next = patched<PaneState>(known, patch.dead === true ? { ...patch, metrics: null } : patch);
  return next === known ? state : withPane(state, next);
};

/** With the pane go its number in every session and its execs. */
export const withoutPane = (state: State, tmuxPane: TmuxPaneId): State => {
  if (state.panes[tmuxPane] === undefined) return state;
  const { [tmuxPane]: _gone, ...panes } = state.panes;
  return withoutExecsOf(withoutNumbersOf({ ...state, panes }, tmuxPane), tmuxPane);
};

export const withMetrics = (
  state: State,
  samples: readonly { readonly tmuxPane: TmuxPaneId; readonly metrics: Metrics }[],
): State =>
  withEach(state, samples, (pane, { metrics }) =>
    // It may have gone while it was measured.
    pane.dead
      ? pane
      : {
          ...pane,
          metrics,
          history: [...pane.history, pointOf(metrics)].slice(-HISTORY_POINTS),
          past: pastWith(pane, metrics.sampled_at),
        },
  );

/** Ten seconds are over with the first reading of the next ten: then their readings are still in the history. */
const pastWith = ({ history, past }: PaneState, at: string): PaneState['past'] => {
  const last = history.at(-1);
  if (last === undefined || tenSecondsOf(last.at) === tenSecondsOf(at)) return past;
  const first = history.findLastIndex((point) => tenSecondsOf(point.at) !== tenSecondsOf(last.at)) + 1;
  return [...past, meanOf(history.slice(first))].slice(-PAST_POINTS);
};

/** `2026-11-21T12:04:3`: times of ISO 8601 up to the tens of seconds. */
const tenSecondsOf = (at: string): string => at.slice(0, 18);

const meanOf = (points: readonly MetricsPoint[]): PastLoad => {
  const known = points.flatMap(({ cpu_percent }) => (cpu_percent === null ? [] : [cpu_percent]));
  const cpu = known.length === 0 ? null : Math.round((10 * sum(known)) / known.length) / 10;
  const memory = sum(points.map(({ memory_bytes }) => memory_bytes)) / points.length;
  return [Math.ceil(Date.parse(points.at(-1)?.at ?? '') / 1_000), cpu, Math.round(memory)];
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

export const withOutput = (state: State, seen: readonly OutputSeen[]): State =>
  withEach(state, seen, (pane, { at, cursor, lastLine }) =>
    patched(pane, { lastOutputAt: at, cursor, lastLine }),
  );

export const withMatches = (
  state: State,
  matches: readonly { readonly tmuxPane: TmuxPaneId; readonly hits: number; readonly last: PatternMatch }[],
): State =>
  withEach(state, matches, (pane, { hits, last }) => patched(pane, { patternHits: hits, lastMatch: last }));

/** One copy of the record for all panes of a coalesced event. */
const withEach = <Item extends { readonly tmuxPane: TmuxPaneId }>(
  state: State,
  items: readonly Item[],
  change: (pane: PaneState, item: Item) => PaneState,
): State => {
  const changed: Record<TmuxPaneId, PaneState> = {};
  let isChanged = false;
  for (const item of items) {
    const pane = changed[item.tmuxPane] ?? state.panes[item.tmuxPane];
    if (pane === undefined) continue;
    const next = change(pane, item);
    if (next === pane) continue;
    changed[item.tmuxPane] = next;
    isChanged = true;
  }
  return isChanged ? { ...state, panes: { ...state.panes, ...changed } } : state;
};

const pointOf = ({ sampled_at, cpu_percent, memory_bytes }: Metrics): MetricsPoint => ({
  at: sampled_at,
  cpu_percent,
  memory_bytes,
});

const withoutNumbersOf = (state: State, tmuxPane: TmuxPaneId): State => {
  const changed: Record<SessionState['sessionId'], SessionState> = {};
  let isChanged = false;
  for (const session of Object.values(state.sessions)) {
    if (session.numbers[tmuxPane] === undefined) continue;
    const { [tmuxPane]: _freed, ...numbers } = session.numbers;
    changed[session.sessionId] = { ...session, numbers };
    isChanged = true;
  }
  return isChanged ? { ...state, sessions: { ...state.sessions, ...changed } } : state;
};
