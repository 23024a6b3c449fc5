import type { Actor } from '../domain/actor.ts';
import type { Event } from '../domain/event.ts';
import type { Exec } from '../domain/exec.ts';
import type { ExecId, PaneNumber, RuleId, SessionId, TmuxPaneId, WindowId } from '../domain/ids.ts';
import type { Metrics, MetricsPoint, PastLoad } from '../domain/metrics.ts';
import type { ObservedPane, ObservedSession, ObservedWindow, ServerIdentity } from '../domain/observation.ts';
import type { PaneStatus, PatternMatch, StatusSource } from '../domain/pane.ts';

import type { Question, Rule } from '../domain/rule.ts';
import type { Service } from '../domain/service.ts';

/**
 * The whole of what panectl knows about one tmux server. Plain JSON values, so that a snapshot of it crosses
 * the socket as it is and a front end's mirror runs the same `reduce` over the same events.
 */
export interface State {
  readonly link: Link;
  readonly server: ServerIdentity | null;
  readonly sessions: Readonly<Record<SessionId, SessionState>>;
  readonly windows: Readonly<Record<WindowId, ObservedWindow>>;
  readonly panes: Readonly<Record<TmuxPaneId, PaneState>>;
  /** The running and the last exec of every pane that exists. Older ones are in the journal only. */
  readonly execs: Readonly<Record<ExecId, Exec>>;
  /** Rules of this server, by id. Their counts and progress are at most a tenth of a second old. */
  readonly rules: Readonly<Record<RuleId, Rule>>;
  /** What rules ask the operator just now. */
  readonly questions: readonly Question[];
  /** The newest rows of the orchestration log, oldest first, at most `RECENT_EVENTS`. */
  readonly events: readonly Event[];
  readonly health: Health;
}

/** The daemon's tie to tmux (architecture, "Loss"). Whoever loses tmux tells only why and since when: what was there may be gone. */
export type Link =
  | { readonly kind: 'starting' }
  | { readonly kind: 'syncing' }
  | { readonly kind: 'live'; readonly since: string }
  | { readonly kind: 'lost'; readonly reason: string; readonly since: string };

export interface SessionState extends ObservedSession {
  readonly owner: Actor | null;
  /** Panes of this session by panectl's number. Numbers never shift; the lowest free one is given next. */
  readonly numbers: Readonly<Record<TmuxPaneId, PaneNumber>>;
}

export interface PaneState extends ObservedPane {
  /** Null for a pane that panectl did not make: such a pane is a person's and protected. */
  readonly owner: Actor | null;
  readonly parent: TmuxPaneId | null;
  /** The command that panectl made it with; null for a shell. */
  readonly ownCommand: string | null;
  /** `NAME=value` that it was made with, beyond its session's. */
  readonly environment: readonly string[];
  /** Null for a pane that nobody relies upon. */
  readonly service: Service | null;
  readonly createdAt: string | null;
  readonly completedAt: string | null;
  readonly status: PaneStatus;
  readonly statusSince: string | null;
  readonly statusSource: StatusSource;
  readonly execId: ExecId | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly ready: boolean | null;
  readonly awaitingInput: boolean | null;
  /** Who types there by hand just now; nobody else's keys go in meanwhile. */
  readonly heldBy: Actor | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly metrics: Metrics | null;
  /** Two minutes at one reading a second, oldest first. */
  readonly history: readonly MetricsPoint[];
  /** A quarter of an hour in means of ten seconds, oldest first. */
  readonly past: readonly PastLoad[];
  readonly cursor: number;
  readonly lastLine: string | null;
  readonly lastOutputAt: string | null;
  readonly patternHits: number;
  readonly lastMatch: PatternMatch | null;
}

/** What went wrong around us and stays true until it is mended: shown in `daemon-status` and the panel. */
export interface Health {
  readonly journal: string | null;
  readonly metrics: string | null;
  /** What is wrong with the settings file. */
  readonly settings?: string | null;
}

export const RECENT_EVENTS = 500;
export const HISTORY_POINTS = 120;
export const PAST_POINTS = 90;

export const initialState: State = {
  link: { kind: 'starting' },
  server: null,
  sessions: {},
  windows: {},
  panes: {},
  execs: {},
  rules: {},
  questions: [],
  events: [],
  health: { journal: null, metrics: null },
};
