import type { SessionId, TmuxPaneId } from '../domain/ids.ts';

/** What the commands around saved sessions answer. */

export interface SavedSession {
  readonly session: string;
  readonly file: string;
  readonly panes: number;
  /** What a file can not hold, for people. */
  readonly left_out: readonly string[];
}

export type Restoration =
  | { readonly plan: readonly RestoredSession[] }
  | {
      readonly restored: readonly RestoredSession[];
      /** Tmux's ids of panes, then and now. */
      readonly map: Readonly<Record<TmuxPaneId, TmuxPaneId>>;
      readonly pending_commands: readonly PendingCommand[];
    };

export interface RestoredSession {
  readonly session: string;
  /** Null in a plan, and where it was not restored. */
  readonly session_id: SessionId | null;
  readonly file: string;
  /** When it was saved, of a snapshot. */
  readonly saved_at: string | null;
  readonly outcome: 'planned' | 'restored' | 'skipped';
  /** Why it was skipped, or is not of the newest snapshot. */
  readonly reason: string | null;
  readonly panes: readonly RestoredPane[];
}

export interface RestoredPane {
  readonly pane_id: number;
  readonly was: TmuxPaneId | null;
  readonly tmux_pane: TmuxPaneId | null;
  readonly window: string | null;
  readonly label: string | null;
  readonly cwd: string;
  readonly command: string | null;
  /** `typed` stands at the prompt, `held` is only named; null where there is no command. */
  readonly run: 'run' | 'typed' | 'held' | null;
  /** Why something is not as it was. */
  readonly reason: string | null;
}

export interface PendingCommand {
  readonly session: string;
  readonly pane_id: number;
  readonly tmux_pane: TmuxPaneId;
  readonly label: string | null;
  readonly command: string;
}

/** One that the daemon wrote by itself. */
export interface Snapshot {
  /** Their order: the clock may have been set back. */
  readonly snapshot_id: number;
  readonly session: string;
  readonly at: string;
  readonly panes: number;
  readonly bytes: number;
  /** What had happened to the session: the kind of change. */
  readonly reason: string;
  readonly file: string;
}
