import { isBearer } from '../../domain/bearer.ts';
import type { Event } from '../../domain/event.ts';
import type { State } from '../../store/state.ts';
import type { Hit, HitPane } from './hit.ts';
import type { LiveRule } from './live-rule.ts';
import { isMeant } from './scopes.ts';

type Found = readonly (readonly [LiveRule, Hit])[];

/** Rules that the end of an exec fires. Ends from before `metAt` are old: nobody watched then. */
export const exitHits = (state: State, rules: readonly LiveRule[], event: Event, metAt: string): Found => {
  if (event.type !== 'exec.ended' || event.tmux_pane === null) return [];
  const { tmux_pane: tmuxPane, label } = event;
  const { outcome, ended_by, exit_code, signal, exec_id } = event.data;
  if (outcome === 'lost' || endedAt(state, exec_id, event) < metAt) return [];
  const isOwn = ended_by === 'self' || ended_by === 'timeout';
  const pane: HitPane = {
    ...{ pane_id: event.pane_id, label },
    status: outcome === 'completed' ? 'completed' : outcome === 'ended' ? 'unknown' : 'failed',
    exit_code: typeof exit_code === 'number' ? exit_code : null,
    signal: typeof signal === 'string' ? signal : null,
  };
  const hit: Hit = {
    ...{ tmuxPane, kind: 'fire', line: null, cause: event, pane },
    reason: `${String(exec_id)} ${pane.exit_code === null ? 'ended' : `ended with ${pane.exit_code}`}`,
  };
  return rules
    .filter(({ definition, sessionId }) => {
      if (definition.event !== 'exit' || !(isOwn || definition.any_end)) return false;
      return state.sessions[sessionId]?.name === event.session && isMeant(definition, tmuxPane, label);
    })
    .map((rule) => [rule, hit] as const);
};

const endedAt = (state: State, execId: unknown, event: Event): string => {
  const exec = Object.values(state.execs).find(({ exec_id }) => exec_id === execId);
  return exec?.ended_at ?? event.at;
};

/** Rules that a new pane fires, and, of a session file, those that its new session does. */
export const createdHits = (state: State, rules: readonly LiveRule[], event: Event): Found => {
  if (event.type !== 'pane.created' && event.type !== 'session.created') return [];
  const isPane = event.type === 'pane.created';
  const hit: Hit = {
    ...{ tmuxPane: event.tmux_pane, kind: 'fire', line: null, cause: event },
    reason: isPane ? 'a pane was made' : 'the session was made',
  };
  return rules
    .filter(({ definition, sessionId }) => {
      if (definition.event !== 'created' || state.sessions[sessionId]?.name !== event.session) return false;
      const { pane } = definition.scope;
      if (event.tmux_pane === null) return !isPane && pane === null;
      return isPane && pane !== null && !pane.startsWith('%') && isBearer(pane, event.label);
    })
    .map((rule) => [rule, hit] as const);
};
