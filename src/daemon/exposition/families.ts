import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { PANE_STATUSES } from '../../domain/pane.ts';
import { RULE_STATES, type Rule } from '../../domain/rule.ts';
import { isPanel, sessionsOf, sessionsShowing } from '../../store/select.ts';
import type { PaneState, State } from '../../store/state.ts';
import type { Family, Sample } from './family.ts';

/** What Prometheus learns of sessions, panes and rules. What is unknown has no series; it is never 0. */
export const stateFamilies = (state: State): readonly Family[] => [
  ...serverFamilies(state),
  ...sessionFamilies(state),
  ...paneFamilies(state),
  ...ruleFamilies(Object.values(state.rules)),
];

const serverFamilies = ({ link, server }: State): readonly Family[] => [
  gauge('panectl_server_up', 'Whether the tmux server answers.', [{ value: Number(link.kind === 'live') }]),
  gauge('panectl_server_info', 'The version of the tmux server.', [
    { labels: { version: server?.version ?? null }, value: server === null ? null : 1 },
  ]),
];

const sessionFamilies = (state: State): readonly Family[] => {
  const sessions = sessionsOf(state, { all: false });
  const named = sessions.map((each) => ({
    each,
    labels: { session: each.session, session_id: each.session_id },
  }));
  return [
    gauge('panectl_sessions', 'Sessions of the tmux server.', [{ value: sessions.length }]),
    gauge(
      'panectl_session_panes',
      'Panes of a session by their status.',
      named.flatMap(({ each, labels }) =>
        PANE_STATUSES.map((status) => ({ labels: { ...labels, status }, value: each.status_counts[status] })),
      ),
    ),
    gauge(
      'panectl_session_attached_clients',
      'Terminals of people that are attached to a session.',
      named.map(({ each, labels }) => ({ labels, value: each.attached })),
    ),
  ];
};

/** A pane that several sessions show counts once, in the oldest of them, so that sums over panes stay true. */
const paneFamilies = (state: State): readonly Family[] => {
  const panes = Object.values(state.panes)
    .filter((pane) => !isPanel(state, pane))
    .map((pane) => ({ pane, labels: paneLabels(state, pane) }));
  const each = (figureOf: (pane: PaneState) => number | null): readonly Sample[] =>
    panes.map(({ pane, labels }) => ({ labels, value: figureOf(pane) }));
  return [
    gauge(
      'panectl_pane_status',
      'The status of a pane: 1 for the one that it has.',
      panes.flatMap(({ pane, labels }) =>
        PANE_STATUSES.map((status) => ({
          labels: { ...labels, status },
          value: Number(pane.status === status),
        })),
      ),
    ),
    gauge(
      'panectl_pane_cpu_ratio',
      'CPU of the process tree of a pane; 1 is one core.',
      each(({ metrics }) => ratioOf(metrics?.cpu_percent ?? null)),
    ),
    gauge(
      'panectl_pane_memory_bytes',
      'Memory (RSS) of the process tree of a pane.',
      each(({ metrics }) => metrics?.memory_bytes ?? null),
    ),
    gauge(
      'panectl_pane_processes',
      'Processes in the tree of a pane.',
      each(({ metrics }) => metrics?.processes ?? null),
    ),
    counter(
      'panectl_pane_output_lines_total',
      'Lines that a pane has printed.',
      each(({ cursor }) => cursor),
    ),
    gauge(
      'panectl_pane_last_output_timestamp_seconds',
      'When a pane printed something last.',
      each(({ lastOutputAt }) => secondsOf(lastOutputAt)),
    ),
  ];
};

const paneLabels = (state: State, { tmuxPane, label }: PaneState): NonNullable<Sample['labels']> => {
  const session = sessionsShowing(state, tmuxPane)[0];
  return { ...placeLabels(session?.name, session?.sessionId, tmuxPane), pane: label };
};

const placeLabels = (session = '', session_id: SessionId | '' = '', tmux_pane: TmuxPaneId | '' = '') => ({
  session,
  session_id,
  tmux_pane,
});

const ruleFamilies = (rules: readonly Rule[]): readonly Family[] => {
  const named = rules.map((rule) => ({ rule, labels: ruleLabels(rule) }));
  const counted = (name: string, help: string, figureOf: (rule: Rule) => number): Family =>
    counter(
      name,
      help,
      named.map(({ rule, labels }) => ({ labels, value: figureOf(rule) })),
    );
  return [
    gauge(
      'panectl_rule_state',
      'The state of a rule: 1 for the one that it has.',
      named.flatMap(({ rule, labels }) =>
        RULE_STATES.map((state) => ({ labels: { ...labels, state }, value: Number(rule.state === state) })),
      ),
    ),
    counted('panectl_rule_hits_total', 'Times that the condition of a rule came true.', ({ hits }) => hits),
    counted('panectl_rule_fired_total', 'Times that a rule fired.', ({ fired }) => fired),
    counted(
      'panectl_rule_suppressed_total',
      'Times that a rule would have fired and a brake kept it.',
      ({ suppressed }) => suppressed,
    ),
  ];
};

const ruleLabels = ({ rule_id, name, scope, event }: Rule): NonNullable<Sample['labels']> => ({
  rule: name,
  rule_id,
  session: scope.session,
  event,
});

export const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  ...{ name, help, samples },
  type: 'gauge',
});

export const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  ...{ name, help, samples },
  type: 'counter',
});

export const ratioOf = (percent: number | null): number | null =>
  percent === null ? null : Math.round(percent * 100) / 10_000;

const secondsOf = (at: string | null): number | null => {
  const ms = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(ms) ? null : ms / 1_000;
};
