import { type FSWatcher, watch } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { afterMs } from './deadline.ts';

/** Whether somebody listens on the socket: a connect(2), 0.1 ms, where starting tmux would cost 3 ms each second. */
export const isListening = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(socketPath);
    const answer = (isOpen: boolean): void => {
      callOff();
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    const callOff = afterMs(2_000, () => answer(false));
  });

/** Calls back on each change in the socket's folder, and once a second: the folder itself may come and go. */
export class ServerWatch {
  readonly #timer: NodeJS.Timeout;
  readonly #watcher: FSWatcher | null;

  constructor(socketPath: string, look: () => void) {
    this.#timer = setInterval(look, 1_000);
    this.#timer.unref();
    this.#watcher = watchFolder(dirname(socketPath), look);
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#watcher?.close();
  }
}

const watchFolder = (folder: string, look: () => void): FSWatcher | null => {
  try {
    const watcher = watch(folder, { persistent: false }, look);
    watcher.on('error', () => undefined);
    return watcher;
  } catch {
    return null;
  }
};
