import type { Actor } from '../domain/actor.ts';
import type { Event } from '../domain/event.ts';
import type { Exec } from '../domain/exec.ts';
import type { RuleId, SessionId, TmuxPaneId, WindowId } from '../domain/ids.ts';
import type { Metrics } from '../domain/metrics.ts';
import type { ObservedPane, ObservedSession, ObservedWindow, ServerIdentity } from '../domain/observation.ts';
import type { PatternMatch } from '../domain/pane.ts';
import type { Question, Rule } from '../domain/rule.ts';
import type { Service } from '../domain/service.ts';
import type { PaneState, SessionState, State } from './state.ts';

/**
 * What `reduce` understands. Small facts, each already decided: `reconcile` turns an observation of tmux into
 * them, the daemon's operations make the rest. The same events are the deltas that front ends receive.
 */
export type StoreEvent =
  | { readonly kind: 'link.changed'; readonly link: State['link'] }
  /** A server that was not known before: everything of a former one is void and dropped. */
  | { readonly kind: 'server.changed'; readonly server: ServerIdentity | null }
  | { readonly kind: 'session.appeared'; readonly session: SessionState }
  | { readonly kind: 'session.changed'; readonly sessionId: SessionId; readonly patch: SessionPatch }
  | { readonly kind: 'session.vanished'; readonly sessionId: SessionId }
  | { readonly kind: 'window.changed'; readonly window: ObservedWindow }
  | { readonly kind: 'window.vanished'; readonly windowId: WindowId }
  | { readonly kind: 'pane.appeared'; readonly pane: PaneState }
  | { readonly kind: 'pane.changed'; readonly tmuxPane: TmuxPaneId; readonly patch: PanePatch }
  | { readonly kind: 'pane.vanished'; readonly tmuxPane: TmuxPaneId }
  | { readonly kind: 'exec.changed'; readonly exec: Exec }
  | { readonly kind: 'rule.changed'; readonly rule: Rule }
  | { readonly kind: 'rule.removed'; readonly ruleId: RuleId }
  | { readonly kind: 'questions.changed'; readonly questions: readonly Question[] }
  /** Coalesced: how often a pattern of any rule has matched there so far, and the last one. */
  | {
      readonly kind: 'pattern.matched';
      readonly panes: readonly {
        readonly tmuxPane: TmuxPaneId;
        readonly hits: number;
        readonly last: PatternMatch;
      }[];
    }
  /** Coalesced: one event for all panes that were sampled. */
  | {
      readonly kind: 'metrics.sampled';
      readonly samples: readonly { readonly tmuxPane: TmuxPaneId; readonly metrics: Metrics }[];
    }
  /** Coalesced and lossy: only that and when panes printed, never what. */
  | {
      readonly kind: 'output.seen';
      readonly panes: readonly OutputSeen[];
    }
  | { readonly kind: 'event.logged'; readonly event: Event }
  | { readonly kind: 'health.changed'; readonly health: State['health'] };

/** When a pane printed last, the number of its next line, and its last whole one. */
export interface OutputSeen {
  readonly tmuxPane: TmuxPaneId;
  readonly at: string;
  readonly cursor: number;
  readonly lastLine: string | null;
}

export type SessionPatch = Partial<Omit<SessionState, 'sessionId'>>;
export type PanePatch = Partial<Omit<PaneState, 'tmuxPane' | 'metrics' | 'history' | 'past'>>;

/** What only panectl knows about a pane that it made or knew before: from an operation, or the journal. */
export interface PaneMemory {
  readonly owner: Actor | null;
  readonly parent: TmuxPaneId | null;
  readonly ownCommand: string | null;
  readonly createdAt: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cursor: number;
  readonly environment: readonly string[];
  readonly service: Service | null;
}

export type { ObservedPane, ObservedSession };
