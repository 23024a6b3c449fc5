import { assertNever } from '../domain/result.ts';
import type { StoreEvent } from './event.ts';
import { withExec } from './reduce-execs.ts';
import {
  withMatches,
  withMetrics,
  withOutput,
  withoutPane,
  withPane,
  withPanePatch,
} from './reduce-panes.ts';
import { withoutRule } from './reduce-rules.ts';
import {
  withoutSession,
  withoutWindow,
  withServer,
  withSession,
  withSessionPatch,
  withWindow,
} from './reduce-structure.ts';
import { RECENT_EVENTS, type State } from './state.ts';

/**
 * The one way in which the state changes: in the daemon, and from the same events in every front end's mirror.
 * What does not change keeps its identity; an event about something unknown changes nothing and is no error.
 */
export const reduce = (state: State, event: StoreEvent): State => {
  switch (event.kind) {
    case 'link.changed':
      return { ...state, link: event.link };
    case 'health.changed':
      return { ...state, health: event.health };
    case 'server.changed':
      return withServer(state, event.server);
    case 'session.appeared':
      return withSession(state, event.session);
    case 'session.changed':
      return withSessionPatch(state, event.sessionId, event.patch);
    case 'session.vanished':
      return withoutSession(state, event.sessionId);
    case 'window.changed':
      return withWindow(state, event.window);
    case 'window.vanished':
      return withoutWindow(state, event.windowId);
    case 'pane.appeared':
      return withPane(state, event.pane);
    case 'pane.changed':
      return withPanePatch(state, event.tmuxPane, event.patch);
    case 'pane.vanished':
      return withoutPane(state, event.tmuxPane);
    case 'exec.changed':
      return withExec(state, event.exec);
    case 'rule.changed':
      return { ...state, rules: { ...state.rules, [event.rule.rule_id]: event.rule } };
    case 'rule.removed':
      return withoutRule(state, event.ruleId);
    case 'questions.changed':
      return { ...state, questions: event.questions };
    case 'pattern.matched':
      return withMatches(state, event.panes);
    case 'metrics.sampled':
      return withMetrics(state, event.samples);
    case 'output.seen':
      return withOutput(state, event.panes);
    case 'event.logged':
      return { ...state, events: [...state.events, event.event].slice(-RECENT_EVENTS) };
    default:
      return assertNever(event);
  }
};

/** All of them, one after the other. */
export const reduceAll = (state: State, events: readonly StoreEvent[]): State => events.reduce(reduce, state);
