import type { Actor } from '../domain/actor.ts';
import type { SessionDependency } from '../domain/dependency.ts';
import type { Event, EventDraft } from '../domain/event.ts';
import type { Exec } from '../domain/exec.ts';
import type { ExecId, PaneNumber, RuleId, SessionId, TmuxPaneId } from '../domain/ids.ts';
import type { Pane } from '../domain/pane.ts';
import type { Firing, Rule } from '../domain/rule.ts';
import type { Service } from '../domain/service.ts';

/**
 * The durable memory: one SQLite file for one tmux server, written by its daemon alone. `openJournal(path)` in
 * `open.ts` makes one. A write that fails (full disk, read-only folder) never throws: it is reported through
 * `onTrouble`, counted, and the daemon goes on; a corrupt file is set aside under another name and never deleted.
 */
export interface Journal {
  /** Numbers the event and writes it with the next batch (at most 50 ms later); the number is right at once. */
  append(draft: EventDraft): Event;
  /** Makes or updates the row of a pane: keyed by server, pane and session. Batched like events. */
  savePane(serverKey: string, pane: Pane): void;
  /** The pane has gone: `completed_at` if it has none, and `gone_at`. */
  closePane(serverKey: string, tmuxPane: TmuxPaneId, at: string): void;
  saveExec(serverKey: string, exec: Exec): void;
  /** Who made a session. Written before it returns. */
  saveOwner(serverKey: string, sessionId: SessionId, owner: Actor): void;
  recallOwners(serverKey: string): ReadonlyMap<SessionId, Actor>;
  /** What sessions wait for before they start. Written before they return. */
  saveDependency(dependency: SessionDependency): void;
  removeDependency(dependency: Pick<SessionDependency, 'session' | 'on'>): void;
  /** By name. */
  dependencies(): readonly SessionDependency[];
  /**
   * Line numbers of this pane below `reserved` may be given from now on. Written before it returns: a daemon that is
   * killed loses none. (Power that goes takes the tmux server along, and with it what the numbers mean.)
   */
  reserveCursor(serverKey: string, tmuxPane: TmuxPaneId, reserved: number): void;
  /** Where the line numbers of this server's panes go on. */
  recallCursors(serverKey: string): ReadonlyMap<TmuxPaneId, number>;
  /**
   * What an earlier daemon of the same tmux server knew about panes that still exist. Whatever stands there of other
   * servers has ended.
   */
  recallPanes(serverKey: string): readonly RememberedPane[];
  /** What a pane was made with, and how its service stands. Batched; it goes with the pane. */
  saveOrigin(serverKey: string, tmuxPane: TmuxPaneId, origin: PaneOrigin): void;
  recallOrigins(serverKey: string): ReadonlyMap<TmuxPaneId, PaneOrigin>;
  /** Execs that were running when an earlier daemon ended. */
  recallOpenExecs(serverKey: string): readonly Exec[];
  /** Execs of any time, the newest `limit`, oldest first. */
  execs(filter: ExecFilter): { readonly execs: readonly Exec[]; readonly truncated: boolean };
  /** The next exec's ordinal; never given twice. */
  nextExecOrdinal(): number;
  /** Makes or updates the row of a rule. Batched like panes; one that was removed stays so. */
  saveRule(serverKey: string, row: RuleRow): void;
  removeRule(ruleId: RuleId, at: string): void;
  /** Rules that were not removed, oldest first; a row that no longer makes sense is left out. */
  recallRules(serverKey: string): readonly RuleRow[];
  /** The next rule's ordinal; never given twice. */
  nextRuleOrdinal(): number;
  /** Makes or updates the row with this `seq`. Batched. */
  saveFiring(serverKey: string, firing: Firing): void;
  /** Every pane that a firing made, also those that have gone. */
  madeByRules(serverKey: string): ReadonlySet<TmuxPaneId>;
  events(filter: EventFilter): { readonly events: readonly Event[]; readonly truncated: boolean };
  readonly nextSeq: number;
  /** The file that read-only queries may open; null while the journal lives in memory because the disk refuses. */
  readonly path: string | null;
  /** Null while all is well, else one sentence for `daemon-status` and the panel. */
  readonly trouble: string | null;
  /** Writes what is batched. */
  flush(): void;
  dispose(): void;
}

export interface RememberedPane {
  readonly tmuxPane: TmuxPaneId;
  readonly sessionId: string;
  readonly number: PaneNumber;
  readonly pane: Pane;
}

export interface PaneOrigin {
  /** `NAME=value`. */
  readonly environment: readonly string[];
  readonly service: Service | null;
}

export interface RuleRow {
  readonly rule: Rule;
  readonly sessionId: SessionId;
  /** What only the engine reads; anything that JSON can hold. */
  readonly marks: unknown;
}

export interface ExecFilter {
  readonly execId?: ExecId;
  readonly session?: string;
  /** Only those of this tmux server: another one gives its panes the same numbers. */
  readonly server?: string;
  readonly limit: number;
}

export interface EventFilter {
  readonly session?: string;
  /** Events with a greater number. */
  readonly sinceSeq?: number;
  /** Events at or after this time (ISO 8601 UTC). */
  readonly sinceTime?: string;
  /** An exact type, or `noun.*`. */
  readonly type?: string;
  /** At most so many, the newest, in ascending order. */
  readonly limit: number;
  /** The oldest instead of the newest. */
  readonly oldest?: boolean;
}
