import type { Actor } from './actor.ts';
import type { PaneNumber, TmuxPaneId } from './ids.ts';

/** Types of the orchestration log, `noun.verb`. */
export const EVENT_TYPES = [
  'daemon.started',
  'daemon.stopped',
  'server.found',
  'server.lost',
  'session.created',
  'session.saved',
  'session.renamed',
  'session.killed',
  'session.closed',
  'session.linked',
  'session.unlinked',
  'session.depends_set',
  'pane.created',
  'pane.killed',
  'pane.exited',
  'pane.labelled',
  'pane.metadata_set',
  'pane.moved',
  'pane.respawned',
  'service.scaled',
  'keys.sent',
  'pane.held',
  'pane.released',
  'exec.started',
  'exec.ended',
  'output.gap',
  'service.waiting',
  'service.blocked',
  'service.ready',
  'service.unready',
  'service.backing_off',
  'service.gave_up',
  'rule.created',
  'rule.removed',
  'rule.paused',
  'rule.resumed',
  'rule.fired',
  'rule.recovered',
  'rule.asked',
  'rule.answered',
  'rule.suppressed',
  'rule.failed',
  'rule.tripped',
  'notice.sent',
  'state.corrected',
  'journal.failed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** One row of the orchestration log (contract, section 3). */
export interface Event {
  /** Grows by one; never reused within one database. */
  readonly seq: number;
  readonly at: string;
  readonly type: EventType;
  readonly session: string | null;
  readonly tmux_pane: TmuxPaneId | null;
  readonly pane_id: PaneNumber | null;
  readonly label: string | null;
  readonly actor: Actor;
  readonly caused_by: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event before the journal has numbered it. */
export type EventDraft = Omit<Event, 'seq'>;
