import type { Socket } from 'node:net';
import type { DaemonMessage } from '../protocol/message.ts';

/** How well a client keeps up with what is written for it. */
export interface Room {
  /** True while the client reads more slowly than we write. */
  readonly isCrowded: boolean;
  /** Resolves at once, or when a crowded client has read all that waited for it, or has gone. */
  whenRoom(): Promise<void>;
}

/** What waits for one client. Answers must arrive; what is lossy asks `isCrowded` first and stays away. */
export interface Outbox extends Room {
  send(message: DaemonMessage): void;
  /** A message that is a line already: the same delta goes to every subscriber and is written out once. */
  sendLine(line: string): void;
}

/** Unread bytes above which deltas and screens are left out. A snapshot of some hundred panes fits. */
const CROWDED_BYTES = 4 * 1024 * 1024;
/** Unread bytes above which a client is given up: it has stopped reading, and our memory is not its buffer. */
const FULL_BYTES = 64 * 1024 * 1024;

export const createOutbox = (socket: Socket, onFull: () => void): Outbox => {
  const sendLine = (line: string): void => {
    if (socket.destroyed || !socket.writable) return;
    if (socket.writableLength > FULL_BYTES) {
      onFull();
      socket.destroy();
      return;
    }
    socket.write(line);
  };
  return {
    send: (message) => sendLine(lineOf(message)),
    sendLine,
    get isCrowded() {
      return socket.writableLength > CROWDED_BYTES;
    },
    whenRoom: () => (socket.writableLength > CROWDED_BYTES ? drained(socket) : Promise.resolve()),
  };
};

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      socket.off('drain', end);
      socket.off('close', end);
      resolve();
    };
    socket.on('drain', end);
    socket.on('close', end);
    if (socket.destroyed) end();
  });

/** JSON never holds a raw newline, so a line is a message. */
export const lineOf = (message: DaemonMessage): string => `${JSON.stringify(message)}\n`;
