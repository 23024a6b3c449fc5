import type { SessionId, TmuxPaneId } from '../domain/ids.ts';
import type { Observation, ServerIdentity } from '../domain/observation.ts';
import type { Result } from '../domain/result.ts';
import type { LoggedCommand } from './command-log.ts';
import type { FlowLimits } from './flow.ts';

/** What the rest of the house sees of tmux. `createTmux` in `connect.ts` makes one. */
export interface Tmux {
  readonly link: TmuxLink;
  /** False while the server is looked for anew: `link` may tell of one that has gone, and another may be there already. */
  readonly isSettled: boolean;
  /**
   * One tmux command in words, quoted here; a word may hold any text but NUL. Answers its output lines.
   * Failures: `server_gone`, `pane_not_found` / `session_not_found` (tmux's "can't find …"), `no_space`
   * ("no space for new pane"), `pane_in_mode`, else `internal` with tmux's own words in the message.
   */
  command(...words: readonly string[]): Promise<Result<readonly string[]>>;
  /** Commands that tmux runs one after the other without anything in between; the first failure drops the rest. */
  sequence(commands: readonly (readonly string[])[]): Promise<readonly Result<readonly string[]>[]>;
  /** Reads everything now, and publishes it as `observed` before it resolves. */
  observe(): Promise<Result<Observation>>;
  /** The rendered text of a pane, top to bottom, without trailing empty lines unless they are asked for. */
  capture(pane: TmuxPaneId, options: CaptureOptions): Promise<Result<readonly string[]>>;
  /**
   * Types text by a named paste buffer that is deleted at once; newlines are kept, bracketed where the program asked
   * for that.
   */
  paste(pane: TmuxPaneId, text: string): Promise<Result<void>>;
  /**
   * Listens to what the panes of this session print, from now on at the latest; elsewhere that may take a moment. True
   * when it does; false where it can't, because a session would not end as its person wants it to.
   */
  hear(session: SessionId): Promise<boolean>;
  /** Starts a server with one detached session, in a clean environment; only where none runs. */
  startServer(session: NewSession): Promise<Result<readonly string[]>>;
  /** Called for every event, in order. Returns the function that ends it. */
  subscribe(listener: (event: TmuxEvent) => void): () => void;
  /** The last so many tmux commands that were run for somebody, as a person would type them. */
  readonly recentCommands: readonly LoggedCommand[];
  dispose(): Promise<void>;
}

export type TmuxLink =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly server: ServerIdentity }
  /** No server listens on the socket. Looked at again without being asked. */
  | { readonly kind: 'absent'; readonly reason: string };

export type TmuxEvent =
  | { readonly kind: 'link'; readonly link: TmuxLink }
  /** After each change of structure (coalesced), and once a second with what tmux tells nobody: title, cwd, process. */
  | {
      readonly kind: 'observed';
      readonly observation: Observation;
      /** When tmux told that something had changed, in `performance.now()`; null where nothing told. */
      readonly newsAtMs: number | null;
    }
  /** Exactly the bytes that the pane's program wrote; a character may be split over two events. */
  | {
      readonly kind: 'output';
      readonly tmuxPane: TmuxPaneId;
      readonly bytes: Buffer;
      /** When they came from tmux, in `performance.now()`. */
      readonly readAtMs: number;
    }
  /** Output was dropped on the way: what comes next does not follow on what came before, but on `view`. */
  | {
      readonly kind: 'gap';
      readonly tmuxPane: TmuxPaneId;
      readonly cause: GapCause;
      /** How long nothing was taken from the pane. */
      readonly pausedMs: number;
      /** Null where nobody could look. */
      readonly view: GapView | null;
    };

/** `flood`: paused by us. `behind`: paused by tmux, or thrown out, because we did not keep up. `detached`: no client. */
export type GapCause = 'flood' | 'behind' | 'detached';

/** What a pane shows at the moment from which on its output comes again. */
export interface GapView {
  /** Finished lines, history first; lines that the terminal wrapped are joined. */
  readonly lines: readonly string[];
  /** The line in which the cursor stands. */
  readonly unfinished: string;
  /** Some of the history may have been thrown away: more may have been printed than is in `lines`. */
  readonly isCut: boolean;
}

export interface CaptureOptions {
  /** Keep colours as SGR sequences (`capture-pane -e`). */
  readonly ansi: boolean;
  /** How many lines of the scrolled-off history to put before the screen; `all` for everything. */
  readonly historyLines: number | 'all';
  /** Join lines that the terminal wrapped (`-J`). */
  readonly joinWrapped: boolean;
}

export interface NewSession {
  readonly name: string;
  readonly cwd: string;
  readonly width: number;
  readonly height: number;
  /** What its first pane runs, without a shell; the person's shell unless given. */
  readonly words?: readonly string[];
  /** Its first window's name, for good; without one tmux names it after what runs in it. */
  readonly windowName?: string;
}

export interface TmuxOptions {
  /** The socket's path; never `-L`, so that every caller means the same server. */
  readonly socketPath: string;
  /** The tmux program; `tmux` on the cleaned PATH unless given. */
  readonly program?: string;
  /** How long tmux may take for an answer, in milliseconds, before the connection is made anew; 5000 unless given. */
  readonly answerDeadlineMs?: number;
  /** When a pane that floods is paused. */
  readonly flow?: FlowLimits;
}
