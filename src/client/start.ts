import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Failure, failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { checkFolder, claimStateFolder } from '../protocol/folder.ts';
import type { ClientMessage, DaemonMessage } from '../protocol/message.ts';
import { type Place, stateHome } from '../protocol/place.ts';
import { type Daemon, lastWords, logOf, spawnDaemon } from './spawn-daemon.ts';
import { tmuxProblem } from './tmux-problem.ts';
import { type Opened, openWire, SILENCE_MS, type Wire } from './wire.ts';

export interface ReachOptions {
  readonly place: Place;
  readonly uid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False: a daemon that does not run is no failure but null. */
  readonly start: boolean;
  /** Sent along with our `hello`; not acted upon before the daemon has welcomed us. */
  readonly first?: readonly ClientMessage[];
  readonly listener: (message: DaemonMessage) => void;
  /** The daemon's program; the one beside us unless given. */
  readonly program?: string;
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 15_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 20;
/** A daemon that lost the race for the lock ends with 0; one that ends otherwise leaves little hope. */
const MOURNING_MS = 1_000;
const MOST_STARTS = 3;

/**
 * Connects to the daemon of a place and starts it where none is there. The socket is never unlinked from here: a
 * stale one is the new daemon's to remove, with the lock held.
 */
export const reachDaemon = async (options: ReachOptions): Promise<Result<Wire | null>> => {
  const deadline = performance.now() + (options.deadlineMs ?? DEADLINE_MS);
  const starter = createStarter(options);
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const tried = await tryOnce(options, deadline);
    if (tried.kind === 'open') return success(tried.wire);
    if (tried.kind === 'refused') return failed(tried.failure);
    if (tried.kind === 'absent') {
      if (!options.start) return success(null);
      const problem = starter.start();
      if (problem !== null) return failed(problem);
    }
    if (performance.now() > Math.min(deadline, starter.hopelessAtMs()))
      return failed(notUp(options, starter.exitCode(), tried.kind === 'busy' ? tried.reason : null));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
};

/** Starts a daemon when asked to, but none while one is on its way, and only so often. */
const createStarter = (options: ReachOptions) => {
  const program = options.program ?? fileURLToPath(new URL('./daemon.mjs', import.meta.url));
  let daemon: Daemon | null = null;
  let starts = 0;
  return {
    start: (): Failure | null => {
      const isDue = daemon === null || (daemon.exitCode() === 0 && starts < MOST_STARTS);
      if (!isDue) return null;
      const problem = starts === 0 ? startProblem(program, options) : null;
      if (problem !== null) return problem;
      daemon = spawnDaemon(program, options.place, options.env);
      starts += 1;
      return null;
    },
    exitCode: () => daemon?.exitCode() ?? null,
    /** Before that, another daemon that won the race may still come up. */
    hopelessAtMs: (): number => {
      const endedAtMs = daemon?.endedAtMs() ?? null;
      return endedAtMs === null || daemon?.exitCode() === 0
        ? Number.POSITIVE_INFINITY
        : endedAtMs + MOURNING_MS;
    },
  };
};

const tryOnce = async (
  { place, uid, listener, first = [] }: ReachOptions,
  deadline: number,
): Promise<Opened> => {
  const folder = checkFolder(place.folder, uid);
  if (!folder.ok)
    return folder.failure.data.missing === true
      ? { kind: 'absent' }
      : { kind: 'refused', failure: folder.failure };
  const patienceMs = Math.max(1_000, Math.min(SILENCE_MS, Math.round(deadline - performance.now())));
  return openWire({ path: place.socket, first, listener, patienceMs });
};

/** What would keep a daemon from coming up, and can be told at once and by its name. */
const startProblem = (program: string, { env, uid }: ReachOptions): Failure | null => {
  const problem = tmuxProblem(env);
  if (problem !== null) return problem;
  const state = claimStateFolder(stateHome(env), uid);
  if (!state.ok) return state.failure;
  if (existsSync(program)) return null;
  return failure('daemon_unavailable', `${program} is missing`, 'panectl is not built whole: npm run build');
};

const notUp = (options: ReachOptions, exitCode: number | null, busy: string | null): Failure => {
  const seconds = (options.deadlineMs ?? DEADLINE_MS) / 1_000;
  const late = `the daemon did not come up within ${seconds} s${busy === null ? '' : `: ${busy}`}`;
  const log = logOf(options.place, options.env);
  const words = exitCode === null || exitCode === 0 ? null : lastWords(log);
  return failure(
    'daemon_unavailable',
    exitCode === null || exitCode === 0
      ? late
      : `the daemon ended with status ${exitCode} when it was started${words === null ? '' : `: ${words}`}`,
    `its log says why: ${log}`,
    { log, exit_code: exitCode },
  );
};
