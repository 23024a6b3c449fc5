import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createLineReader, encodeLine } from '../../src/protocol/lines.ts';
import { type DaemonMessage, PROTOCOL } from '../../src/protocol/message.ts';
import { type Place, placeOf } from '../../src/protocol/place.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary.ts';

/** One connection to the fake daemon, as a test plays it. */
export interface FakePeer {
  readonly socket: Socket;
  readonly say: (...messages: readonly DaemonMessage[]) => void;
  readonly welcome: () => void;
}

export interface FakeHouse {
  readonly folder: string;
  /** tmux's socket as `-S` names it; nothing listens there. */
  readonly tmuxSocket: string;
  readonly place: Place;
}

type OnMessage = (peer: FakePeer, message: Readonly<Record<string, unknown>>) => void;

/** Listens where the daemon of a tmux server that does not exist would listen. */
export const withFakeDaemon = async <T>(
  onMessage: OnMessage,
  body: (house: FakeHouse) => Promise<T>,
): Promise<T> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket, onMessage);
  });
  return withPlace(async (house) => {
    mkdirSync(house.place.folder, { recursive: true, mode: 0o700 });
    await new Promise<void>((resolve) => server.listen(house.place.socket, resolve));
    try {
      return await body(house);
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  });
};

/** A place of its own where nobody listens. */
export const withPlace = async <T>(body: (house: FakeHouse) => Promise<T>): Promise<T> => {
  const folder = makeTemporaryFolder();
  const tmuxSocket = join(folder, 'tmux');
  const place = placeOf(tmuxSocket, process.getuid?.() ?? 0);
  try {
    return await body({ folder, tmuxSocket, place });
  } finally {
    rmSync(place.socket, { force: true });
    rmSync(place.lock, { force: true });
    removeTemporaryFolder(folder);
  }
};

const serve = (socket: Socket, onMessage: OnMessage): void => {
  const reader = createLineReader();
  const say = (...messages: readonly DaemonMessage[]): void =>
    void socket.write(messages.map(encodeLine).join(''));
  const welcome = (): void => say({ kind: 'welcome', protocol: PROTOCOL, version: 'fake', pid: process.pid });
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    for (const value of reader.feed(bytes).values) {
      if (typeof value !== 'object' || value === null) continue;
      onMessage({ socket, say, welcome }, Object.fromEntries(Object.entries(value)));
    }
  });
};
