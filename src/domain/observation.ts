import type { SessionId, TmuxPaneId, WindowId } from './ids.ts';

/**
 * What tmux says exists, read in one go. `src/tmux` makes it, `src/store` compares it with what it knew.
 * Everything here is tmux's own word; nothing is guessed.
 */
export interface Observation {
  readonly server: ServerIdentity;
  readonly sessions: readonly ObservedSession[];
  readonly windows: readonly ObservedWindow[];
  /** In window and pane order. A pane of a linked window stands here once. */
  readonly panes: readonly ObservedPane[];
}

/** A change of `pid` or `startTime` makes every `%N @N $N` void. */
export interface ServerIdentity {
  readonly pid: number;
  /** Seconds since the epoch, tmux's `start_time`. */
  readonly startTime: number;
  readonly socketPath: string;
  /** As tmux prints it: `3.3a`. */
  readonly version: string;
}

export interface ObservedSession {
  readonly sessionId: SessionId;
  readonly name: string;
  /** Clients attached to it without panectl's own. */
  readonly attached: number;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  /** Session option `@panectl_group`: our named group. Tmux's own session groups are another thing. */
  readonly group: string | null;
  /** In index order: which windows this session shows (a linked window stands in several sessions). */
  readonly windows: readonly {
    readonly windowId: WindowId;
    readonly index: number;
    readonly active: boolean;
  }[];
  /** Session option `@panectl_owner`: set on sessions that panectl made. */
  readonly isOurs: boolean;
}

export interface ObservedWindow {
  readonly windowId: WindowId;
  readonly name: string;
  readonly layout: string;
  readonly zoomed: boolean;
  readonly width: number;
  readonly height: number;
  /** Window option `@panectl`: `panes` for a background window of ours, `panel` for the panel's; else null. */
  readonly mark: string | null;
}

export interface ObservedPane {
  readonly tmuxPane: TmuxPaneId;
  readonly windowId: WindowId;
  /** The pane's own `@label`; null when it has none of its own. */
  readonly label: string | null;
  readonly title: string;
  readonly pid: number | null;
  /** `pane_current_command`. */
  readonly process: string | null;
  readonly startCommand: string | null;
  readonly cwd: string | null;
  readonly active: boolean;
  readonly dead: boolean;
  /** `pane_dead_status` once the process has been reaped; null before. */
  readonly deadStatus: number | null;
  /** `pane_dead_signal` as a number; null for none. */
  readonly deadSignal: number | null;
  readonly mode: string | null;
  readonly alternateScreen: boolean;
  readonly synchronized: boolean;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** Session-wide pane option `@panectl` = `panel` on the panel's own pane. */
  readonly mark: string | null;
}
