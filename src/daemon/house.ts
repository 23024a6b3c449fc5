import type { Actor } from '../domain/actor.ts';
import type { Event, EventDraft } from '../domain/event.ts';
import type { Exec, ExecEndedBy } from '../domain/exec.ts';
import type { SessionId, TmuxPaneId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { Journal } from '../journal/journal.ts';
import type { Foreground } from '../metrics/sampler.ts';
import type { Caller } from '../protocol/call.ts';
import type { ShellFact } from '../rules/shell-session.ts';
import type { DaemonStore } from '../store/daemon-store.ts';
import type { PaneMemory } from '../store/event.ts';
import type { State } from '../store/state.ts';
import type { Tmux } from '../tmux/tmux.ts';
import type { Room } from './outbox.ts';
import type { Outputs } from './output/outputs.ts';
import type { PromptLines } from './prompt-lines.ts';
import type { Rules } from './rules/rules.ts';
import type { FiredValues } from './rules/values.ts';

/** What the operations need of the house around them. The daemon builds one; tests build a small one. */
export interface House {
  readonly tmux: Tmux;
  readonly store: Pick<DaemonStore, 'getState' | 'apply' | 'subscribe'>;
  readonly journal: Pick<
    Journal,
    | ('events' | 'execs' | 'nextSeq' | 'path' | 'flush')
    | ('saveDependency' | 'removeDependency' | 'dependencies')
  >;
  readonly execs: ExecTracker;
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
  /**
   * One row of the orchestration log: numbered by the journal and put into the store. Operations log what they do
   * themselves; the house logs only what it finds by observation, so nothing stands there twice.
   */
  log(draft: Omit<EventDraft, 'at'>): Event;
  /**
   * Runs one change of structure at a time, in the order of the calls. Observations that arrive until it has ended
   * may have been read before the change, so they are not fed to the store: once no change runs any more, a new one
   * is read (nobody waits for it) and fed. What `work` applies to the store itself is there when this resolves.
   */
  change<T>(work: () => Promise<T>): Promise<T>;
  /** Reads all of tmux now and puts it into the store; answers what had been missed. */
  observe(session: SessionId | null): Promise<Result<ObservedDifference>>;
  /** What the house tells `reconcile` when it meets this pane for the first time. */
  remember(tmuxPane: TmuxPaneId, memory: PaneMemory): void;
  /**
   * Resolves true as soon as the state is so, without polling (it looks again after every change of the store and
   * after output of a pane), and false at the deadline or when the signal is aborted.
   */
  until(condition: (state: State) => boolean, deadlineMs: number, signal: AbortSignal): Promise<boolean>;
  /** Who has the terminal of the process with this pid; null where it can't be known. */
  foreground(pid: number): Foreground;
  /** All rules, and what they watch. */
  readonly rules: Rules;
  /** The tmux server's socket. */
  readonly socketPath: string;
  /** The record of every pane's output. */
  readonly outputs: Outputs;
  /** What stands at prompts because a restore put it there. */
  readonly promptLines: PromptLines;
  /** Calls the listener after each change of the store. Returns the function that ends it. */
  onChange(listener: () => void): () => void;
  /** Where a leader finds the file that says its output was read. */
  readonly ackFolder: string;
  /** The newest cursor of a pane's record; 0 where nothing is recorded. */
  cursorOf(tmuxPane: TmuxPaneId): number;
}

export interface ObservedDifference {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** Who knows which exec runs where. `createExecTracker` in `operations/exec-tracker.ts` makes one. */
export interface ExecTracker {
  /** Numbers it, saves it and shows it in the store as running, with the pane's status. The pane must be there. */
  start(request: ExecRequest): Exec;
  /** The running or the last exec of a pane, as an earlier daemon knew it: shown, and followed where it runs. */
  resume(exec: Exec): void;
  /** The exec that runs in the pane now. */
  running(tmuxPane: TmuxPaneId): Exec | null;
  /** What the pane's shell or leader said about its commands; `cursor` is where in the output it said so. */
  tell(tmuxPane: TmuxPaneId, fact: ShellFact, cursor: number): void;
  /** The line that it was started with has reached the shell: from now on it tells something that the shell is idle. */
  typed(tmuxPane: TmuxPaneId): void;
  isBeingTyped(tmuxPane: TmuxPaneId): boolean;
  /** Somebody is ending it: however it ends now, this is why; with `timeout` it was `timed_out`. */
  doom(tmuxPane: TmuxPaneId, endedBy: ExecEndedBy): void;
  /** It ended: saved, shown, logged. Nothing happens where none runs. */
  end(tmuxPane: TmuxPaneId, ending: ExecEnding): void;
  /** To be called with each reading of the foreground (once a second) and after each change of the store. */
  look(readings: Iterable<readonly [TmuxPaneId, Foreground]>): void;
  /** The tmux server has ended, and with it all that ran in it. */
  loseAll(): void;
}

export interface ExecRequest {
  readonly sessionId: SessionId;
  readonly tmuxPane: TmuxPaneId;
  readonly command: string;
  readonly owner: Actor;
  /** Who did it, where that is not whose it is: a rule. */
  readonly actor?: Actor;
  readonly causedBy: number | null;
  /** Its line is still to be typed into a shell; `typed` says when that is done. */
  readonly isBeingTyped?: boolean;
  /** Where its output begins; where the output stands now unless given. */
  readonly firstCursor?: number;
}

export interface ExecEnding {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly endedBy: ExecEndedBy | null;
  /** For the log: why it ended without having run. */
  readonly reason?: string;
  /** Nobody saw how it ended. */
  readonly isLost?: boolean;
  /** Now unless given; null when nobody knows. */
  readonly endedAt?: string | null;
}

export interface Firing {
  readonly rule: string;
  readonly sessionId: SessionId;
  readonly values: FiredValues;
  /** Keeps a place for one more pane of a session, or refuses; the answer takes the panes that were made in it. */
  readonly reserve?: (session: string) => Result<(made: readonly TmuxPaneId[]) => void>;
}

export const noInput = (): Promise<string> => Promise.resolve('');

/** One call: who makes it, why, and what can be asked of the caller meanwhile. */
export interface CallScope {
  readonly actor: Actor;
  /** To whom belongs what this call makes: the caller; for a rule's action, the rule's owner. */
  readonly owner: Actor;
  /** What a rule's action was filled in with; absent for a call from outside. */
  readonly firing?: Firing;
  readonly caller: Caller;
  /** Sequence number of the event that made this call happen; null for a call from outside. */
  readonly causedBy: number | null;
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  /** Everything that the caller's standard input holds, until its end. */
  readonly readInput: () => Promise<string>;
  /** One more piece of a stream, at once. */
  readonly emit: (item: unknown) => void;
  /** Whether the caller still reads what is emitted; absent where nobody reads slowly. */
  readonly room?: Room;
}
