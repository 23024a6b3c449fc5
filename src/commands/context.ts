import type * as z from 'zod';
import type { Actor } from '../domain/actor.ts';
import type { Event } from '../domain/event.ts';
import type { Exec } from '../domain/exec.ts';
import type { ExecId, TmuxPaneId, WindowId } from '../domain/ids.ts';
import type { Output, RecordedLine } from '../domain/lines.ts';
import type { MetricsWithHistory } from '../domain/metrics.ts';
import type { Pane, PaneBrief } from '../domain/pane.ts';
import type { Result } from '../domain/result.ts';
import type { Session, SessionWithPanes } from '../domain/session.ts';
import type { Caller, LocalAction } from '../protocol/call.ts';
import type { daemonLogsInput, metricsInput, panelInput } from './daemon.ts';
import type { execListInput, execOutputInput, execShowInput, execWaitInput } from './exec.ts';
import type { LinkingPort, NotStarted } from './linking-port.ts';
import type { paneIntegrateInput, paneStreamInput, paneTailInput, sessionLogsInput } from './output.ts';
import type { paneMoveInput, paneSwapInput, paneZoomInput } from './pane-arrange.ts';
import type { paneCreateInput, paneKillInput, paneRespawnInput } from './pane-make.ts';
import type { paneLabelInput, paneMetadataGetInput, paneMetadataSetInput } from './pane-mark.ts';
import type {
  onePaneInput,
  paneCaptureInput,
  paneCountInput,
  paneFindInput,
  paneHasPatternInput,
  paneListInput,
} from './pane-read.ts';
import type { paneScaleInput, Scaled } from './pane-scale.ts';
import type { paneExecInput, paneHoldInput, paneSendKeysInput } from './pane-type.ts';
import type {
  paneExecTimeoutInput,
  paneWaitInput,
  paneWatchDeadlineInput,
  paneWatchInput,
  waitInput,
} from './pane-wait.ts';
import type { PaneWhy } from './pane-why-port.ts';
import type { RulesPort } from './rules-port.ts';
import type { sessionRestoreInput, sessionSaveInput, sessionSnapshotsInput } from './saving.ts';
import type { Restoration, SavedSession, Snapshot } from './saving-port.ts';
import type { SessionMetrics } from './session-metrics-port.ts';
import type {
  sessionCreateInput,
  sessionKillInput,
  sessionLayoutInput,
  sessionListInput,
  sessionMetricsInput,
} from './sessions.ts';
import type { cleanupInput, orchestrationLogInput, queryInput, stateUpdateInput } from './state.ts';

/**
 * What a command may use. The daemon makes one for each call: it knows who calls and why, and its ports perform
 * the operations. A rule's action will get the same with the rule as actor.
 */
export interface Context {
  readonly actor: Actor;
  readonly caller: Caller;
  /** Sequence number of the event that made this call happen; null for a call from outside. */
  readonly causedBy: number | null;
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  /** Everything that the caller's standard input holds, until its end. Asked for only when a command needs it. */
  readonly readInput: () => Promise<string>;
  readonly sessions: SessionsPort;
  readonly panes: PanesPort;
  readonly state: StatePort;
  readonly daemon: DaemonPort;
  readonly waits: WaitsPort;
  readonly execs: ExecsPort;
  readonly output: OutputPort;
  readonly rules: RulesPort;
  /** One more piece of a stream, at once. Its pieces are the whole answer of a command that streams. */
  readonly emit: (item: unknown) => void;
}

type In<Schema extends z.ZodType> = z.output<Schema>;
type Answer<T> = Promise<Result<T>>;

export interface SessionsPort extends LinkingPort {
  create(input: In<typeof sessionCreateInput>): Answer<SessionWithPanes | NotStarted>;
  kill(input: In<typeof sessionKillInput>): Answer<{ session: string; panes_killed: number }>;
  list(input: In<typeof sessionListInput>): Answer<{ sessions: readonly Session[] }>;
  layout(
    input: In<typeof sessionLayoutInput>,
  ): Answer<{ session: string; window: string; window_id: WindowId; layout: string }>;
  metrics(input: In<typeof sessionMetricsInput>): Answer<SessionMetrics>;
  save(input: In<typeof sessionSaveInput>): Answer<SavedSession>;
  restore(input: In<typeof sessionRestoreInput>): Answer<Restoration>;
  snapshots(input: In<typeof sessionSnapshotsInput>): Answer<{ snapshots: readonly Snapshot[] }>;
}

export interface PanesPort {
  create(input: In<typeof paneCreateInput>): Answer<Pane>;
  kill(input: In<typeof paneKillInput>): Answer<{ tmux_pane: TmuxPaneId; session_closed: boolean }>;
  respawn(input: In<typeof paneRespawnInput>): Answer<Pane>;
  scale(input: In<typeof paneScaleInput>): Answer<Scaled>;
  exec(input: In<typeof paneExecInput>): Answer<Exec | ExecWithOutput | ExecWatched>;
  sendKeys(input: In<typeof paneSendKeysInput>): Answer<{ sent: boolean; cursor: number }>;
  hold(input: In<typeof paneHoldInput>): Answer<Streamed>;
  capture(input: In<typeof paneCaptureInput>): Answer<{ tmux_pane: TmuxPaneId; output: Output<string> }>;
  status(input: In<typeof onePaneInput>): Answer<Pane>;
  list(input: In<typeof paneListInput>): Answer<{ panes: readonly PaneBrief[] }>;
  listDetailed(input: In<typeof paneListInput>): Answer<{ panes: readonly Pane[] }>;
  count(input: In<typeof paneCountInput>): Answer<{ count: number }>;
  find(input: In<typeof paneFindInput>): Answer<Pane>;
  isRunning(input: In<typeof onePaneInput>): Answer<{ running: boolean }>;
  why(input: In<typeof onePaneInput>): Answer<PaneWhy>;
  hasPattern(input: In<typeof paneHasPatternInput>): Answer<PatternAnswer>;
  label(input: In<typeof paneLabelInput>): Answer<Pane>;
  metadataSet(input: In<typeof paneMetadataSetInput>): Answer<{ key: string; value: unknown }>;
  metadataGet(
    input: In<typeof paneMetadataGetInput>,
  ): Answer<{ key: string; value: unknown } | { metadata: Readonly<Record<string, unknown>> }>;
  metrics(
    input: In<typeof onePaneInput>,
  ): Answer<{ tmux_pane: TmuxPaneId; metrics: MetricsWithHistory | null }>;
  zoom(input: In<typeof paneZoomInput>): Answer<Pane>;
  select(input: In<typeof onePaneInput>): Answer<Pane>;
  swap(input: In<typeof paneSwapInput>): Answer<Pane>;
  move(input: In<typeof paneMoveInput>): Answer<Pane>;
  attach(input: In<typeof onePaneInput>): Answer<Pane | LocalAction>;
}

export interface PatternAnswer {
  readonly found: boolean;
  readonly line: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly cursor: number | null;
}

export interface WaitsPort {
  watch(input: In<typeof paneWatchInput>): Answer<WatchAnswer>;
  watchDeadline(input: In<typeof paneWatchDeadlineInput>): Answer<WatchAnswer>;
  /** The running or last exec of the pane, ended. */
  paneEnd(input: In<typeof paneWaitInput>): Answer<Exec>;
  execTimeout(input: In<typeof paneExecTimeoutInput>): Answer<ExecWithOutput>;
  any(input: In<typeof waitInput>): Answer<WaitAnswer>;
  all(input: In<typeof waitInput>): Answer<WaitAnswer>;
}

/** The answer of `pane-watch` (contract, section 4). */
export interface WatchAnswer {
  readonly outcome: 'matched' | 'stopped' | 'exited' | 'timeout';
  readonly pattern: string | null;
  readonly line: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly cursor: number | null;
  readonly matched_at_entry: boolean;
  readonly elapsed_ms: number;
  /** Milliseconds. */
  readonly effective_timeout: number;
  readonly tail: readonly string[];
}

export interface WaitAnswer {
  readonly outcome: 'fulfilled' | 'failed' | 'timeout';
  /** The condition that came true first; null while none has. */
  readonly first: string | null;
  readonly results: readonly {
    readonly condition: string;
    readonly state: 'fulfilled' | 'pending' | 'impossible';
    readonly tmux_pane: TmuxPaneId | null;
    readonly exec_id: ExecId | null;
    readonly line: string | null;
    readonly elapsed_ms: number | null;
  }[];
}

export interface ExecsPort {
  list(
    input: In<typeof execListInput>,
  ): Answer<{ execs: readonly Exec[]; next_seq: number; truncated: boolean }>;
  show(input: In<typeof execShowInput>): Answer<Exec>;
  wait(input: In<typeof execWaitInput>): Answer<Exec>;
  output(input: In<typeof execOutputInput>): Answer<{ exec_id: ExecId; output: Output<RecordedLine> }>;
}

export interface ExecWithOutput extends Exec {
  readonly output: Output<RecordedLine>;
}

export interface ExecWatched extends Exec {
  readonly watch: WatchAnswer;
}

export interface OutputPort {
  tail(
    input: In<typeof paneTailInput>,
  ): Answer<{ tmux_pane: TmuxPaneId; output: Output<RecordedLine> } | Streamed>;
  stream(input: In<typeof paneStreamInput>): Answer<Streamed | LocalAction>;
  logs(input: In<typeof sessionLogsInput>): Answer<Logs | Streamed>;
  integrate(input: In<typeof paneIntegrateInput>): Answer<Pane>;
}

/** Everything was emitted piece by piece; there is nothing more to print. */
export interface Streamed {
  readonly streamed: true;
}

export interface Logs {
  readonly lines: readonly LogLine[];
  readonly truncated: boolean;
  /** Lines of the time asked for, at least so many, that are no longer held. */
  readonly lost: number;
}

export interface LogLine {
  readonly session: string;
  readonly pane_id: number;
  readonly label: string | null;
  readonly cursor: number;
  readonly at: string;
  readonly text: string;
}

export interface StatePort {
  update(input: In<typeof stateUpdateInput>): Answer<{ added: number; removed: number; changed: number }>;
  log(
    input: In<typeof orchestrationLogInput>,
  ): Answer<{ events: readonly Event[]; next_seq: number; truncated: boolean }>;
  followLog(input: In<typeof orchestrationLogInput>): Answer<Streamed>;
  query(
    input: In<typeof queryInput>,
  ): Answer<{ columns: readonly string[]; rows: readonly (readonly unknown[])[] }>;
  cleanup(
    input: In<typeof cleanupInput>,
  ): Answer<{ sessions: readonly string[]; panes: readonly TmuxPaneId[]; rules: readonly string[] }>;
  report(): Answer<Report>;
}

export interface Report {
  readonly sessions: readonly SessionWithPanes[];
  /** The next thing to read: `panectl help agent`. */
  readonly help: string;
}

export interface DaemonPort {
  status(): Answer<DaemonStatus>;
  stop(): Answer<{ running: false; pid: number }>;
  logs(input: In<typeof daemonLogsInput>): Answer<{ lines: readonly string[]; file: string }>;
  commands(): Answer<{ commands: readonly RunCommand[] }>;
  doctor(): Answer<DoctorReport>;
  metrics(input: In<typeof metricsInput>): Answer<{ exposition: readonly string[] } | { url: string | null }>;
  panel(input: In<typeof panelInput>): Answer<Pane | LocalAction>;
}

export interface DaemonStatus {
  readonly running: boolean;
  readonly pid: number;
  readonly version: string;
  readonly uptime_ms: number;
  readonly server: {
    readonly socket: string;
    readonly pid: number | null;
    readonly version: string | null;
    readonly link: string;
  };
  readonly panes: number;
  readonly rules: number;
  readonly memory_bytes: number;
  readonly cpu_percent: number | null;
  readonly reaction_ms: { readonly p50: number | null; readonly p99: number | null };
  readonly output_bytes: number;
  readonly output_lines: number;
  /** No longer held, or never read. */
  readonly lost_lines: number;
  /** Of those, the ones that nobody has read, at least: no rule and no wait has seen them. */
  readonly dropped_lines: number;
  readonly problems: readonly string[];
}

/** One command that was run on tmux. */
export interface RunCommand {
  readonly at: string;
  readonly command: string;
  readonly ok: boolean;
  /** What tmux said of one that failed. */
  readonly error: string | null;
}

export interface DoctorReport {
  readonly healthy: boolean;
  readonly checks: readonly {
    readonly check: string;
    readonly state: 'ok' | 'warning' | 'problem';
    readonly found: string;
    readonly advice: string | null;
  }[];
}
