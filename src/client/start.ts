import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { checkFolder } from '../protocol/folder.ts';
import type { DaemonMessage } from '../protocol/message.ts';
import type { Place } from '../protocol/place.ts';
import { openWire, type Wire } from './wire.ts';

export interface ReachOptions {
  readonly place: Place;
  readonly uid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False: a daemon that does not run is no failure but null. */
  readonly start: boolean;
  readonly listener: (message: DaemonMessage) => void;
}

const DEADLINE_MS = 15_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;

/**
 * Connects to the daemon of a place and starts it where none is there. The socket is never unlinked from here: a
 * stale one is the new daemon's to remove, with the lock held.
 */
export const reachDaemon = async (options: ReachOptions): Promise<Result<Wire | null>> => {
  const first = await tryOnce(options);
  if (first !== 'absent') return first;
  if (!options.start) return success(null);
  const problem = tmuxProblem(options.env);
  if (problem !== null) return failed(problem);
  spawnDaemon(options);
  return untilThere(options);
};

const tryOnce = async ({ place, uid, listener }: ReachOptions): Promise<Result<Wire> | 'absent'> => {
  const folder = checkFolder(place.folder, uid);
  if (!folder.ok) return folder.failure.data.missing === true ? 'absent' : folder;
  const wire = await openWire(place.socket, listener);
  if (!('errorCode' in wire)) return success(wire);
  if (wire.errorCode === 'ENOENT' || wire.errorCode === 'ECONNREFUSED') return 'absent';
  return failed(
    failure('daemon_unavailable', `can't connect to ${place.socket}: ${wire.errorCode}`, 'panectl doctor'),
  );
};

const untilThere = async (options: ReachOptions): Promise<Result<Wire>> => {
  const deadline = performance.now() + DEADLINE_MS;
  for (
    let pause = FIRST_PAUSE_MS;
    performance.now() < deadline;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
  ) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const tried = await tryOnce(options);
    if (tried !== 'absent') return tried;
  }
  return failed(
    failure(
      'daemon_unavailable',
      `the daemon did not come up within ${DEADLINE_MS / 1000} s`,
      'look at its log: panectl daemon-logs, or run panectl doctor',
    ),
  );
};

/** It outlives us: a session of its own, no terminal, no pipes of ours. What it says before its log is open is lost. */
const spawnDaemon = ({ place, env }: ReachOptions): void => {
  const program = fileURLToPath(new URL('./daemon.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, '--socket', place.tmuxSocket], {
    cwd: '/',
    detached: true,
    stdio: 'ignore',
    env: { ...env },
  });
  child.on('error', () => {});
  child.unref();
};

/** Asked only before a daemon is started, so that no ordinary call pays for it. */
const tmuxProblem = (env: ReachOptions['env']) => {
  const asked = spawnSync('tmux', ['-V'], { env: { ...env }, encoding: 'utf8' });
  if (asked.error !== undefined)
    return failure(
      'tmux_missing',
      'panectl needs tmux 3.3 or newer, and there is none',
      'install it, e.g. with `sudo apt install tmux` or `brew install tmux`',
    );
  const version = asked.stdout.trim().replace(/^tmux /, '');
  return isTooOld(version)
    ? failure(
        'tmux_too_old',
        `panectl needs tmux 3.3 or newer, and this is ${version}`,
        "install a newer one, e.g. from your distribution's backports",
      )
    : null;
};

/** `3.3a`, `next-3.4`, `openbsd-7.4`, `master`: what has no number of its own is taken to be new. */
const isTooOld = (version: string): boolean => {
  const match = /^(?:next-)?(\d+)\.(\d+)/.exec(version);
  return match !== null && (Number(match[1]) < 3 || (Number(match[1]) === 3 && Number(match[2]) < 3));
};
