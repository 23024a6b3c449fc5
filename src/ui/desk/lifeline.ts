import type { Failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { DaemonMessage, LinesWanted } from '../../protocol/message.ts';
import { VERSION } from '../../protocol/version.ts';
import type { Mirror } from '../../store/mirror.ts';
import type { DaemonLink } from './link.ts';

/** An open connection to the daemon, as the panel uses it. */
export interface Connected {
  readonly call: (command: string, input: unknown, signal?: AbortSignal) => Promise<Result<unknown>>;
  readonly subscribe: () => void;
  readonly watch: (tmuxPane: TmuxPaneId | null) => void;
  /** The daemon's. */
  readonly version: string;
  readonly follow: (id: number, wanted: LinesWanted | null) => void;
  /** Settles once, with the reason, when the connection is gone for whatever cause. */
  readonly closed: Promise<string>;
  readonly close: () => void;
}

export interface LifelineOptions {
  /** Connects, and starts the daemon where none runs. Pushed messages go to the listener. */
  readonly connect: (listener: (message: DaemonMessage) => void) => Promise<Result<Connected>>;
  readonly mirror: Mirror;
  readonly onLink: (link: DaemonLink) => void;
  readonly onScreen: (screen: Extract<DaemonMessage, { kind: 'screen' }>['screen']) => void;
  readonly onLines: (batch: Extract<DaemonMessage, { kind: 'lines' }>) => void;
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Keeps one connection to the daemon for as long as the panel lives; ends with `dispose`. */
export interface Lifeline {
  readonly current: () => Connected | null;
  readonly dispose: () => void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Milliseconds before the next try: doubled each time. */
export const pauseBefore = (attempt: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 10));

export const keepConnected = (options: LifelineOptions): Lifeline => {
  let connected: Connected | null = null;
  let isDisposed = false;
  void (async () => {
    for (let attempt = 1; !isDisposed; attempt += 1) {
      const lost = await liveOnce(options, (next) => {
        connected = next;
        if (isDisposed) next?.close();
      });
      if (isDisposed) return;
      if (lost.wasLive) attempt = 1;
      const pauseMs = pauseBefore(attempt);
      const nextTryAtMs = options.now() + pauseMs;
      options.onLink({ kind: 'lost', reason: lost.reason, attempt, nextTryAtMs });
      await options.pause(pauseMs);
    }
  })();
  return {
    current: () => connected,
    dispose: () => {
      isDisposed = true;
      connected?.close();
    },
  };
};

/** One connection from its beginning to its end. Never throws: the loss of a daemon is a state, not an exception. */
const liveOnce = async (
  { connect, mirror, onLink, onScreen, onLines }: LifelineOptions,
  hold: (connected: Connected | null) => void,
): Promise<{ reason: string; wasLive: boolean }> => {
  let open: Connected | null = null;
  let wasLive = false;
  const listener = (message: DaemonMessage): void => {
    if (message.kind === 'screen') onScreen(message.screen);
    if (message.kind === 'lines') onLines(message);
    const answer = mirrored(message, mirror);
    if (answer === 'resync') open?.subscribe();
    if (answer !== 'applied' || wasLive) return;
    wasLive = true;
    onLink(liveLink(open?.version ?? VERSION));
  };
  const result = await connect(listener).catch(unexpected);
  if (!result.ok) return { reason: reasonOf(result.failure), wasLive };
  open = result.value;
  hold(open);
  open.subscribe();
  const reason = await open.closed;
  hold(null);
  mirror.lose();
  return { reason, wasLive };
};

/** A daemon of another version with the same protocol does its work, but it may not know what this panel asks for. */
const liveLink = (version: string): DaemonLink =>
  version === VERSION ? { kind: 'live' } : { kind: 'live', otherVersion: version };

const mirrored = (message: DaemonMessage, mirror: Mirror): 'applied' | 'resync' | 'waiting' | null => {
  if (message.kind === 'snapshot') return mirror.applySnapshot(message);
  return message.kind === 'delta' ? mirror.applyDelta(message) : null;
};

const unexpected = (error: unknown): Result<never> => ({
  ok: false,
  failure: { code: 'internal', message: String(error), hint: null, retryable: true, data: {} },
});

const reasonOf = ({ message, hint }: Failure): string => (hint === null ? message : `${message} (${hint})`);
