import { connect, type Socket } from 'node:net';
import { createLineReader, encodeLine } from '../protocol/lines.ts';
import { type ClientMessage, type DaemonMessage, PROTOCOL } from '../protocol/message.ts';
import { VERSION } from '../protocol/version.ts';

/** An open connection to a daemon that has not said anything yet. Our `hello` is already on its way. */
export interface Wire {
  readonly send: (message: ClientMessage) => void;
  /** Settles once, when the connection is gone: why, in a few words. */
  readonly closed: Promise<string>;
  readonly close: () => void;
}

/** Opens it, or answers the system's error code: ENOENT and ECONNREFUSED mean that no daemon is there. */
export const openWire = (
  path: string,
  listener: (message: DaemonMessage) => void,
): Promise<Wire | { readonly errorCode: string }> =>
  new Promise((resolve) => {
    const socket = connect(path);
    let isOpen = false;
    const closed = new Promise<string>((close) => {
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (!isOpen) resolve({ errorCode: error.code ?? 'EIO' });
        close(error.message);
      });
      socket.on('close', () => close('the daemon closed the connection'));
      readInto(socket, listener, close);
    });
    socket.on('connect', () => {
      isOpen = true;
      const send = (message: ClientMessage): void => void socket.write(encodeLine(message));
      send({ kind: 'hello', protocol: PROTOCOL, version: VERSION });
      resolve({ send, closed, close: () => socket.destroy() });
    });
  });

const readInto = (
  socket: Socket,
  listener: (message: DaemonMessage) => void,
  close: (reason: string) => void,
): void => {
  const reader = createLineReader();
  socket.on('data', (bytes) => {
    const { values, broken } = reader.feed(bytes);
    for (const value of values) {
      const problem = isDaemonMessage(value) ? skew(value) : 'it says what no panectl says';
      if (problem !== null) {
        close(problem);
        socket.destroy();
        return;
      }
      if (isDaemonMessage(value)) listener(value);
    }
    if (broken !== null) {
      close(broken);
      socket.destroy();
    }
  });
};

/** Behind the handshake the daemon is trusted: it is ours, of the same protocol, in a folder that only we can write. */
const isDaemonMessage = (value: unknown): value is DaemonMessage =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';

const skew = (message: DaemonMessage): string | null =>
  message.kind === 'welcome' && message.protocol !== PROTOCOL
    ? `the daemon is panectl ${message.version} and speaks protocol ${message.protocol}, this is ${VERSION} with ${PROTOCOL}: run panectl daemon-stop, the next call starts the right one`
    : null;
