import type { SessionId, TmuxPaneId } from '../domain/ids.ts';
import type { Caller, LocalAction } from './call.ts';
import type { Envelope } from './envelope.ts';

/**
 * What crosses the socket: one JSON object a line, UTF-8, both ways. A client's first line is `hello`; it need not
 * wait for `welcome` before it sends its call. A daemon that speaks another protocol answers `welcome` with its own
 * number and closes; the client then says so (`daemon_unavailable`) instead of guessing. A later `hello` is answered by
 * another `welcome`, whatever runs: a sign of life.
 */
export const PROTOCOL = 1;
/** A client that sends a longer line is cut off: nothing that a call needs comes near it. */
export const LONGEST_LINE_BYTES = 8 * 1024 * 1024;

export type ClientMessage =
  | { readonly kind: 'hello'; readonly protocol: number; readonly version: string }
  /** The CLI's door: argv without global options that only choose the server. Answered by print… exit, or local. */
  | { readonly kind: 'run'; readonly id: number; readonly argv: readonly string[]; readonly caller: Caller }
  /** The structured door (panel, MCP): answered by item… result. */
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly command: string;
      readonly input: unknown;
      readonly caller: Caller;
    }
  | { readonly kind: 'cancel'; readonly id: number }
  /** The caller's standard input, for commands that ask for it with `want_input`. */
  | { readonly kind: 'input'; readonly id: number; readonly text: string; readonly end: boolean }
  /** A snapshot at once, then deltas, until the connection ends. Sent again it means: send a new snapshot. */
  | { readonly kind: 'subscribe' }
  /** The live screen of one pane, pushed after each change at most 15 times a second. Null stops it. */
  | { readonly kind: 'watch'; readonly tmuxPane: TmuxPaneId | null }
  /** What panes print from now on, in batches. Another `wanted` takes the place of the last; null stops it. */
  | { readonly kind: 'follow'; readonly id: number; readonly wanted: LinesWanted | null };

export type DaemonMessage =
  | { readonly kind: 'welcome'; readonly protocol: number; readonly version: string; readonly pid: number }
  | {
      readonly kind: 'print';
      readonly id: number;
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
    }
  | { readonly kind: 'want_input'; readonly id: number }
  | { readonly kind: 'exit'; readonly id: number; readonly status: number }
  | { readonly kind: 'local'; readonly id: number; readonly action: LocalAction }
  | { readonly kind: 'item'; readonly id: number; readonly item: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly envelope: Envelope; readonly status: number }
  /** `state` is the store's State, whole. `epoch` changes with each life of the daemon. */
  | { readonly kind: 'snapshot'; readonly epoch: string; readonly seq: number; readonly state: unknown }
  /** `events` are StoreEvents in order; `seq` is one more than the last message's. A gap means: subscribe again. */
  | {
      readonly kind: 'delta';
      readonly epoch: string;
      readonly seq: number;
      readonly events: readonly unknown[];
    }
  | { readonly kind: 'screen'; readonly screen: Screen }
  /** Of the `follow` of that id; at once what is held, then what comes. `skipped` are lines of a flood. */
  | {
      readonly kind: 'lines';
      readonly id: number;
      readonly lines: readonly OutputLine[];
      readonly skipped: number;
    };

/** Whose lines: of these sessions and of these panes; null where it does not matter. */
export interface LinesWanted {
  readonly sessions: readonly SessionId[] | null;
  readonly panes: readonly TmuxPaneId[] | null;
}

/** A line of a pane's output, for the eye: without escapes, cut where it is very long. */
export interface OutputLine {
  readonly tmuxPane: TmuxPaneId;
  readonly at: string;
  readonly text: string;
}

/** What a pane shows now, with its colours as SGR sequences and no other escape. */
export interface Screen {
  readonly tmuxPane: TmuxPaneId;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  readonly at: string;
}
