import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allocatorFor } from '../protocol/allocator.ts';
import { type Place, stateHome } from '../protocol/place.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Left alone V8 lets its space for short-lived objects grow to some 50 MB and the old one until a collection is worth
 * the time: 290 MB while a pane floods, against 130 MB with these bounds, for less CPU.
 */
const SMALL = ['--max-semi-space-size=2', '--heap-growing-percent=15'];

/** A daemon that we started, as long as we may have to say why it does not answer. */
export interface Daemon {
  /** Null while it runs. 0: another daemon serves this place already. */
  readonly exitCode: () => number | null;
  /** When it ended, in `performance.now()`; null while it runs. */
  readonly endedAtMs: () => number | null;
}

export const logOf = (place: Place, env: Environment): string => join(stateHome(env), `${place.key}.log`);

/**
 * It outlives us: a session of its own, no terminal, no pipes of ours. What it dies of stands in its
 * log. The module is fetched here, because only the first call needs it and every call would pay 3 ms for it.
 */
export const spawnDaemon = (program: string, place: Place, env: Environment): Daemon => {
  let ended: { readonly code: number; readonly atMs: number } | null = null;
  const log = openLog(logOf(place, env));
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(process.execPath, [...SMALL, program, '--socket', place.tmuxSocket], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', log ?? 'ignore'],
    env: { ...env, ...allocatorFor(env) },
  });
  if (log !== null) closeSync(log);
  const end = (code: number): void => {
    ended = { code, atMs: performance.now() };
  };
  child.on('error', () => end(1));
  // A signal leaves no code.
  child.on('exit', (code) => end(code ?? 1));
  child.unref();
  return { exitCode: () => ended?.code ?? null, endedAtMs: () => ended?.atMs ?? null };
};

const openLog = (file: string): number | null => {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return openSync(file, 'a', 0o600);
  } catch {
    // No log is no reason to have no daemon: doctor names the folder.
    return null;
  }
};

/** Why the last daemon did not come up, where its log says so in a sentence of ours. */
export const lastWords = (log: string): string | null => {
  try {
    const [last = ''] = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-1);
    return /^panectl: (.+)$/.exec(last)?.[1] ?? null;
  } catch {
    return null;
  }
};
