import type { PaneNumber, SessionId, TmuxPaneId } from '../domain/ids.ts';
import { ordinalOf } from '../domain/ids.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { Pane, PaneStatus } from '../domain/pane.ts';
import type { Session, SessionWithPanes } from '../domain/session.ts';
import { commandOf } from './command.ts';
import { numberedPanes } from './numbers.ts';
import type { PaneState, SessionState, State } from './state.ts';

/** Whether panectl's own things, the panel above all, are listed and counted as well. */
export interface Scope {
  readonly all: boolean;
}

/** The pane as this session shows it; null where it does not. */
export const describePane = (state: State, sessionId: SessionId, tmuxPane: TmuxPaneId): Pane | null => {
  const session = state.sessions[sessionId];
  const pane = state.panes[tmuxPane];
  const number = session?.numbers[tmuxPane];
  return session === undefined || pane === undefined || number === undefined
    ? null
    : { ...placeOf(state, session, pane, number), ...natureOf(state, pane), ...recordOf(pane) };
};

/** By panectl's number. An unknown session has none. */
export const panesOf = (state: State, sessionId: SessionId, { all }: Scope): Pane[] =>
  paneIdsOf(state, sessionId, { all }).flatMap(
    ({ tmuxPane }) => describePane(state, sessionId, tmuxPane) ?? [],
  );

/** The same without describing them. */
export const paneIdsOf = (
  state: State,
  sessionId: SessionId,
  { all }: Scope,
): { readonly tmuxPane: TmuxPaneId; readonly number: PaneNumber }[] =>
  numberedPanes(state.sessions[sessionId]?.numbers ?? {})
    .filter(({ tmuxPane }) => {
      const pane = state.panes[tmuxPane];
      return pane !== undefined && (all || !isPanel(state, pane));
    })
    .toSorted((a, b) => a.number - b.number);

export const describeSession = (
  state: State,
  sessionId: SessionId,
  scope: Scope = { all: false },
): Session | null => {
  const session = state.sessions[sessionId];
  if (session === undefined) return null;
  const panes = paneIdsOf(state, sessionId, scope).flatMap(({ tmuxPane }) => state.panes[tmuxPane] ?? []);
  const windows = session.windows.filter(
    ({ windowId }) => scope.all || state.windows[windowId]?.mark !== 'panel',
  );
  return {
    session: session.name,
    session_id: sessionId,
    owner: session.owner,
    window_count: windows.length,
    pane_count: panes.length,
    attached: session.attached,
    created_at: new Date(session.createdAt * 1000).toISOString(),
    group: session.group,
    status_counts: countStatuses(panes),
    metrics: sumMetrics(panes.flatMap(({ metrics }) => metrics ?? [])),
  };
};

/** In tmux's own order: by name. */
export const sessionsOf = (state: State, scope: Scope): Session[] =>
  Object.values(state.sessions)
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .flatMap(({ sessionId }) => describeSession(state, sessionId, scope) ?? []);

export const describeSessionWithPanes = (
  state: State,
  sessionId: SessionId,
  scope: Scope,
): SessionWithPanes | null => {
  const session = describeSession(state, sessionId, scope);
  return session === null ? null : { ...session, panes: panesOf(state, sessionId, scope) };
};

/** Every session that shows the pane, the oldest first: several where its window is linked or sessions are grouped. */
export const sessionsShowing = (state: State, tmuxPane: TmuxPaneId): SessionState[] =>
  Object.values(state.sessions)
    .filter(({ numbers }) => numbers[tmuxPane] !== undefined)
    .toSorted((a, b) => ordinalOf(a.sessionId) - ordinalOf(b.sessionId));

/** Made by panectl, for somebody; all others are a person's and protected. */
export const isPanectls = ({ owner }: Pick<PaneState, 'owner'>): boolean => owner !== null;

/** The panel's own pane, or one in its window. */
export const isPanel = (state: State, { mark, windowId }: PaneState): boolean =>
  mark === 'panel' || state.windows[windowId]?.mark === 'panel';

/** A key for each status, whether a pane has it or not. */
export const countStatuses = (
  panes: readonly Pick<PaneState, 'status'>[],
): Readonly<Record<PaneStatus, number>> => {
  const counts = { idle: 0, running: 0, completed: 0, failed: 0, dead: 0, unknown: 0 };
  for (const { status } of panes) counts[status] += 1;
  return counts;
};

/** Sums; the run time is the longest, the time that of the newest reading. Null where nothing was measured. */
export const sumMetrics = (readings: readonly Metrics[]): Metrics | null => {
  const [first, ...others] = readings;
  return first === undefined ? null : others.reduce(addMetrics, first);
};

const addMetrics = (sum: Metrics, next: Metrics): Metrics => ({
  cpu_percent: addKnown(sum.cpu_percent, next.cpu_percent),
  memory_bytes: sum.memory_bytes + next.memory_bytes,
  processes: sum.processes + next.processes,
  runtime_ms: Math.max(sum.runtime_ms, next.runtime_ms),
  sampled_at: sum.sampled_at > next.sampled_at ? sum.sampled_at : next.sampled_at,
});

const addKnown = (a: number | null, b: number | null): number | null => (a === null ? b : a + (b ?? 0));

type Place = Pick<
  Pane,
  'session' | 'session_id' | 'window' | 'window_id' | 'window_index' | 'pane_id' | 'tmux_pane' | 'label'
>;
const placeOf = (state: State, session: SessionState, pane: PaneState, number: PaneNumber): Place => ({
  session: session.name,
  session_id: session.sessionId,
  window: state.windows[pane.windowId]?.name ?? '',
  window_id: pane.windowId,
  window_index: session.windows.find(({ windowId }) => windowId === pane.windowId)?.index ?? 0,
  pane_id: number,
  tmux_pane: pane.tmuxPane,
  label: pane.label,
});

type Nature = Omit<Pane, keyof Place | keyof Recorded>;
const natureOf = (state: State, pane: PaneState): Nature => ({
  title: pane.title,
  owner: pane.owner,
  parent: pane.parent,
  status: pane.status,
  status_since: pane.statusSince,
  status_source: pane.statusSource,
  dead: pane.dead,
  ready: pane.service?.ready ?? pane.ready,
  service: pane.service,
  command: (pane.execId === null ? undefined : state.execs[pane.execId]?.command) ?? commandOf(pane),
  process: pane.process,
  pid: pane.pid,
  cwd: pane.cwd,
  exec_id: pane.execId,
  exit_code: pane.exitCode,
  signal: pane.signal,
  created_at: pane.createdAt,
  completed_at: pane.completedAt,
  active: pane.active,
  mode: pane.mode,
  alternate_screen: pane.alternateScreen,
  awaiting_input: pane.awaitingInput,
  width: pane.width,
  height: pane.height,
});

type Recorded = Pick<
  Pane,
  'cursor' | 'last_line' | 'last_output_at' | 'metrics' | 'metadata' | 'pattern_hits' | 'last_match'
>;
const recordOf = (pane: PaneState): Recorded => ({
  cursor: pane.cursor,
  last_line: pane.lastLine,
  last_output_at: pane.lastOutputAt,
  metrics: pane.metrics,
  metadata: pane.metadata,
  pattern_hits: pane.patternHits,
  last_match: pane.lastMatch,
});
