import { connect, type Socket } from 'node:net';
import { type Failure, failure } from '../domain/failure.ts';
import { createLineReader, encodeLine } from '../protocol/lines.ts';
import { type ClientMessage, type DaemonMessage, PROTOCOL } from '../protocol/message.ts';
import { VERSION } from '../protocol/version.ts';
import { readDaemonMessage } from './read-message.ts';

/** A connection to a daemon that has welcomed us. */
export interface Wire {
  /** False when so much is waiting to be sent that it is better to wait for `drained`. */
  readonly send: (message: ClientMessage) => boolean;
  readonly drained: () => Promise<void>;
  /** The daemon's, as its welcome says. */
  readonly version: string;
  /** Settles once, when the connection is gone: why, in a few words. */
  readonly closed: Promise<string>;
  readonly close: () => void;
}

/**
 * `absent`: nobody listens (ENOENT, ECONNREFUSED). `busy`: somebody does and has not taken us; a daemon welcomes
 * before it acts, so nothing was done and the same messages may be sent again.
 */
export type Opened =
  | { readonly kind: 'open'; readonly wire: Wire }
  | { readonly kind: 'absent' }
  | { readonly kind: 'busy'; readonly reason: string }
  | { readonly kind: 'refused'; readonly failure: Failure };

export interface OpenOptions {
  readonly path: string;
  /** What goes out with our `hello`, in one write. */
  readonly first: readonly ClientMessage[];
  readonly listener: (message: DaemonMessage) => void;
  /** How long a daemon that accepts may stay silent. */
  readonly patienceMs: number;
  /** How long one that has welcomed us may give no sign of life. */
  readonly silenceMs?: number;
}

/** Nobody who lives is silent for so long: a daemon answers `hello` whatever its calls wait for. */
export const SILENCE_MS = 10_000;

export const openWire = ({
  path,
  first,
  listener,
  patienceMs,
  silenceMs = SILENCE_MS,
}: OpenOptions): Promise<Opened> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const closed = endOf(socket);
    const answer = (opened: Opened): void => {
      clearTimeout(mute);
      resolve(opened);
      if (opened.kind !== 'open') socket.destroy();
    };
    const mute = setTimeout(() => answer({ kind: 'refused', failure: silent(path, patienceMs) }), patienceMs);
    socket.once('error', (error: NodeJS.ErrnoException) => answer(classify(path, error.code ?? 'EIO')));
    void closed.then((reason) => answer({ kind: 'busy', reason }));
    readInto(socket, (message) => {
      if (message.kind !== 'welcome') listener(message);
      else if (message.protocol === PROTOCOL) {
        feelPulse(socket, silenceMs);
        answer({ kind: 'open', wire: wireOf(socket, closed, message.version) });
      } else answer({ kind: 'refused', failure: skew(message) });
    });
    socket.write([HELLO, ...first].map(encodeLine).join(''));
  });

const HELLO: ClientMessage = { kind: 'hello', protocol: PROTOCOL, version: VERSION };

/**
 * A wait may be silent for hours; a daemon that hangs is so for ever. After half the time without a byte it is greeted
 * again, and must have answered by the end of the other half. `setImmediate`: where we were stopped ourselves (Ctrl-Z)
 * timers come before what has arrived meanwhile.
 */
const feelPulse = (socket: Socket, silenceMs: number): void => {
  if (socket.timeout !== undefined && socket.timeout > 0) return;
  let isAsked = false;
  socket.on('data', () => {
    isAsked = false;
  });
  socket.on('timeout', () => {
    if (isAsked) setImmediate(() => isAsked && socket.destroy(new Error(SILENT)));
    else {
      isAsked = true;
      socket.write(encodeLine(HELLO));
    }
  });
  socket.setTimeout(silenceMs / 2);
};

/** Why a connection ended to a daemon that hangs. */
export const SILENT = 'it gives no sign of life';

const wireOf = (socket: Socket, closed: Promise<string>, version: string): Wire => ({
  version,
  send: (message) => socket.writable && socket.write(encodeLine(message)),
  drained: () =>
    new Promise((resolve) => {
      socket.once('drain', resolve);
      void closed.then(() => resolve());
    }),
  closed,
  close: () => socket.destroy(),
});

/** Why a connection ended to a daemon that ended. */
export const CLOSED = 'it closed the connection';

const endOf = (socket: Socket): Promise<string> =>
  new Promise((end) => {
    socket.on('error', ({ message }) => end(message));
    socket.on('close', () => end(CLOSED));
  });

/** What is no message of ours ends the connection: then the other side is not one of ours. */
const readInto = (socket: Socket, listener: (message: DaemonMessage) => void): void => {
  const reader = createLineReader(Number.MAX_SAFE_INTEGER);
  socket.on('data', (bytes) => {
    const { values, broken } = reader.feed(bytes);
    for (const value of values) {
      const message = readDaemonMessage(value);
      if (message === null) return void socket.destroy(new Error('it says what no panectl says'));
      listener(message);
    }
    if (broken !== null) socket.destroy(new Error(broken));
  });
};

/** EAGAIN is what connect(2) says of a Unix socket whose queue of callers is full. */
const BUSY = new Set(['EAGAIN', 'ECONNRESET', 'EPIPE']);

const classify = (path: string, code: string): Opened => {
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return { kind: 'absent' };
  if (BUSY.has(code)) return { kind: 'busy', reason: code };
  const what = code === 'EIO' ? 'what listens there is no panectl daemon' : `the system says ${code}`;
  return {
    kind: 'refused',
    failure: failure('daemon_unavailable', `can't connect to ${path}: ${what}`, `ls -l ${path}`, {
      socket: path,
    }),
  };
};

const silent = (path: string, patienceMs: number): Failure =>
  failure(
    'daemon_unavailable',
    `the daemon has not answered within ${patienceMs / 1000} s`,
    'it may be stopped or overloaded; panes run on without it. panectl daemon-stop names its process',
    { socket: path },
  );

const skew = ({ version, protocol, pid }: Extract<DaemonMessage, { kind: 'welcome' }>): Failure =>
  failure(
    'daemon_unavailable',
    `the daemon is panectl ${version} and speaks protocol ${protocol}; this is ${VERSION} with protocol ${PROTOCOL}`,
    `kill ${pid}; panes run on, and the next call starts a daemon that fits`,
    { pid, protocol },
  );
