import type { PaneNumber, TmuxPaneId } from '../../domain/ids.ts';
import type { RuleValues } from '../../rules/names.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import type { Hit, HitPane } from './hit.ts';
import type { LiveRule } from './live-rule.ts';
import { panesOfRule } from './scopes.ts';

/** What conditions look at and actions are filled in with. */
export interface FiredValues extends RuleValues {
  readonly session: string;
  readonly pane: TmuxPaneId | null;
  readonly pane_id: PaneNumber | null;
  readonly rule: string;
}

export const valuesOf = (state: State, rule: LiveRule, hit: Hit): FiredValues => {
  const session = state.sessions[rule.sessionId];
  const pane = hit.tmuxPane === null ? undefined : state.panes[hit.tmuxPane];
  return {
    session: session?.name ?? rule.definition.scope.session,
    pane: hit.tmuxPane,
    ...(hit.pane ?? paneValues(session, pane)),
    line: hit.line?.text ?? null,
    match: hit.line === null ? {} : { 0: hit.line.text, ...hit.line.groups },
    cpu: pane?.metrics?.cpu_percent ?? null,
    memory: pane?.metrics?.memory_bytes ?? null,
    replicas: rule.definition.event === 'metric' ? livingIn(state, rule) : null,
    service: pane?.service?.state ?? null,
    rule: rule.name,
  };
};

const livingIn = (state: State, rule: LiveRule): number =>
  panesOfRule(state, rule).filter(({ dead }) => !dead).length;

const paneValues = (session: SessionState | undefined, pane: PaneState | undefined): HitPane => ({
  pane_id: pane === undefined ? null : (session?.numbers[pane.tmuxPane] ?? null),
  label: pane?.label ?? null,
  status: pane?.status ?? 'unknown',
  exit_code: pane?.exitCode ?? null,
  signal: pane?.signal ?? null,
});
