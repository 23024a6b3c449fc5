import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { type OutsideEnd, runOutside } from '../../tmux/run-outside.ts';
import type { CallScope, Firing, House } from '../house.ts';

/** The text of a `shell` action, with what it was filled in with as `PANECTL_*`. */
export const runShell = async (
  { tmux, socketPath }: Pick<House, 'tmux' | 'socketPath'>,
  { caller, signal }: CallScope,
  firing: Firing,
  command: string,
): Promise<Result<{ exit_code: number | null }>> => {
  const env = environmentOf(firing, socketPath);
  const end = await runOutside(tmux, { session: firing.sessionId, command, env, cwd: caller.cwd, signal });
  return end.exitCode === 0 ? success({ exit_code: 0 }) : failed(shellFailure(end));
};

const SHOWN_OUTPUT = 300;

const shellFailure = ({ exitCode, timedOut, output }: OutsideEnd): Failure => {
  const ended = exitCode === null ? 'was ended' : `ended with ${exitCode}`;
  const said = output.trim().slice(-SHOWN_OUTPUT);
  const message = `shell ${timedOut ? 'took too long' : ended}${said === '' ? '' : `: ${said}`}`;
  return failure('internal', message, null, { exit_code: exitCode });
};

const environmentOf = ({ rule, values }: Firing, socketPath: string): Record<string, string> => {
  const { match, ...plain } = values;
  const entries = Object.entries({ ...plain, rule }).flatMap(([name, value]) =>
    value === null ? [] : [[`PANECTL_${name.toUpperCase()}`, String(value)] as const],
  );
  const groups = Object.entries(match).map(([name, text]) => [`PANECTL_MATCH_${name}`, text] as const);
  const all = [...entries, ...groups, ['PANECTL_SOCKET', socketPath] as const];
  // No environment holds NUL (environ(7)).
  return Object.fromEntries(all.map(([name, text]) => [name, text.replaceAll('\u0000', '')]));
};
