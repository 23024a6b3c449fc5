import { join } from 'node:path';
import type { Failure } from '../domain/failure.ts';
import { claimFolder, claimStateFolder } from '../protocol/folder.ts';
import { configFile, type Place, placeOf, stateHome } from '../protocol/place.ts';
import { findTmux } from '../tmux/find.ts';
import { type Daemon, openDaemon } from './daemon.ts';
import { probeSocket } from './listen.ts';
import { type Lock, takeLock } from './lock.ts';
import { type Log, openLog } from './log.ts';

export type Boot =
  | { readonly kind: 'running'; readonly daemon: Daemon }
  /** Another daemon serves this tmux server: nothing to do, and nothing wrong. */
  | { readonly kind: 'served' }
  | { readonly kind: 'refused'; readonly failure: Failure };

export interface BootOptions {
  readonly tmuxSocket: string;
  /** Where the state folder is looked for: the environment as the starter had it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
  /** Called when the daemon has ended and everything of it is put away. */
  readonly onEnd: () => void;
}

/** Folder, lock, socket, tmux: each only when the one before is ours. */
export const boot = async (options: BootOptions): Promise<Boot> => {
  const place = placeOf(options.tmuxSocket, options.uid);
  const home = stateHome(options.env);
  const state = claimStateFolder(home, options.uid);
  if (!state.ok) return { kind: 'refused', failure: state.failure };
  const log = openLog(join(home, `${place.key}.log`));
  try {
    return await start(options, place, home, log);
  } catch (error) {
    const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error('the daemon could not start', { error: shown });
    throw error;
  }
};

const start = async (
  { uid, env, onEnd }: BootOptions,
  place: Place,
  home: string,
  log: Log,
): Promise<Boot> => {
  const refuse = (failure: Failure): Boot => {
    log.error(failure.message, { code: failure.code, hint: failure.hint });
    return { kind: 'refused', failure };
  };
  const folder = claimFolder(place.folder, uid);
  if (!folder.ok) return refuse(folder.failure);
  const lock = await lockOrServed(place.lock, place.socket);
  if (lock === null) return { kind: 'served' };
  const tmux = findTmux();
  if (!tmux.ok) {
    lock.dispose();
    return refuse(tmux.failure);
  }
  const daemon = await openDaemon({
    ...{ place, stateHome: home, log, lock, onEnd },
    settingsFile: configFile(env),
    program: tmux.value.program,
  });
  if (daemon.ok) return { kind: 'running', daemon: daemon.value };
  lock.dispose();
  return refuse(daemon.failure);
};

/** One that has the lock and does not answer is coming up, or about to end: then its place becomes free. */
const PATIENCE_MS = 8_000;
const PAUSE_MS = 25;

const lockOrServed = async (lockPath: string, socket: string): Promise<Lock | null> => {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const lock = takeLock(lockPath);
    if (lock !== null) return lock;
    if ((await probeSocket(socket)) === 'answers' || performance.now() > deadline) return null;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
};
