import type { SessionMetrics } from '../../commands/session-metrics-port.ts';
import { failure } from '../../domain/failure.ts';
import type { MetricsPoint, MetricsWithHistory } from '../../domain/metrics.ts';
import { PANE_STATUSES } from '../../domain/pane.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { describeSession, paneIdsOf, type sumMetrics } from '../../store/select.ts';
import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { locateSession } from './locate.ts';

/** Totals, per status and per pane. */
export const sessionMetrics = async (
  house: House,
  scope: CallScope,
  text: string,
): Promise<Result<SessionMetrics>> => {
  const found = await locateSession(house, scope, text);
  if (!found.ok) return found;
  const { sessionId, numbers } = found.value;
  const state = house.store.getState();
  const session = describeSession(state, sessionId);
  if (session === null) return failed(failure('session_not_found', 'the session has just gone'));
  const panes = paneIdsOf(state, sessionId, { all: false }).flatMap(
    ({ tmuxPane }) => state.panes[tmuxPane] ?? [],
  );
  return success({
    session: session.session,
    session_id: sessionId,
    metrics: withHistory(session.metrics, panes),
    status_counts: session.status_counts,
    per_status: perStatus(panes),
    panes: panes.map(({ tmuxPane, label, metrics, history }) => ({
      tmux_pane: tmuxPane,
      pane_id: numbers[tmuxPane] ?? 0,
      label,
      metrics,
      history,
    })),
  });
};

const withHistory = (
  total: SessionMetrics['metrics'] | ReturnType<typeof sumMetrics>,
  panes: readonly PaneState[],
): MetricsWithHistory | null => (total === null ? null : { ...total, history: sumHistories(panes) });

/** All panes are sampled at the same moment, so their points share their times. */
const sumHistories = (panes: readonly PaneState[]): readonly MetricsPoint[] => {
  const byTime = Map.groupBy(
    panes.flatMap(({ history }) => history),
    ({ at }) => at,
  );
  return [...byTime]
    .map(([at, points]) => ({ at, ...sumOf(points) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
};

type Load = { readonly cpu_percent: number | null; readonly memory_bytes: number };

const sumOf = (loads: readonly Load[]): Load => {
  const known = loads.flatMap(({ cpu_percent }) => cpu_percent ?? []);
  return {
    cpu_percent: known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0),
    memory_bytes: loads.reduce((sum, { memory_bytes }) => sum + memory_bytes, 0),
  };
};

const perStatus = (panes: readonly PaneState[]): SessionMetrics['per_status'] =>
  Object.fromEntries(
    PANE_STATUSES.flatMap((status) => {
      const loads = panes.filter((pane) => pane.status === status).flatMap(({ metrics }) => metrics ?? []);
      return loads.length === 0 ? [] : [[status, sumOf(loads)]];
    }),
  );
