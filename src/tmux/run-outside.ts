import { execa } from 'execa';
import type { SessionId } from '../domain/ids.ts';
import type { Tmux } from './tmux.ts';

/** A hanging one must not keep its caller for ever. */
const LONGEST_MS = 10 * 60_000;
const LONGEST_OUTPUT = 64 * 1024;

export interface OutsideRun {
  readonly session: SessionId;
  readonly command: string;
  /** Beside what the session's own environment says. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

export interface OutsideEnd {
  /** Null where it was ended from outside. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** The beginning of what it wrote, both streams together. */
  readonly output: string;
}

/** Runs shell text by /bin/sh outside tmux, in the environment that a new pane of the session would get. */
export const runOutside = async (
  tmux: Pick<Tmux, 'command'>,
  { session, command, env, cwd, signal }: OutsideRun,
): Promise<OutsideEnd> => {
  const { exitCode, timedOut, all } = await execa('/bin/sh', ['-c', command], {
    ...{ env: { ...(await environmentOf(tmux, session)), ...env }, extendEnv: false, cwd },
    ...{ stdin: 'ignore', all: true, reject: false, cleanup: true },
    ...{ timeout: LONGEST_MS, maxBuffer: LONGEST_OUTPUT, cancelSignal: signal },
  });
  return { exitCode: exitCode ?? null, timedOut, output: all ?? '' };
};

/** The server's own variables under those of the session (tmux(1), "GLOBAL AND SESSION ENVIRONMENT"). */
const environmentOf = async (
  tmux: Pick<Tmux, 'command'>,
  session: SessionId,
): Promise<Record<string, string>> => {
  const [globals, own] = await Promise.all([
    tmux.command('show-environment', '-g'),
    tmux.command('show-environment', '-t', `${session}:`),
  ]);
  const environment: Record<string, string> = { PATH: '/usr/local/bin:/usr/bin:/bin' };
  for (const line of [...(globals.ok ? globals.value : []), ...(own.ok ? own.value : [])]) {
    const at = line.indexOf('=');
    if (at > 0) environment[line.slice(0, at)] = line.slice(at + 1);
    else if (line.startsWith('-')) delete environment[line.slice(1)];
  }
  return environment;
};
