import { failed, type Result, success } from '../domain/result.ts';
import { classifyTmuxError } from './classify.ts';
import { formatLiteral } from './format-literal.ts';
import { runOnce } from './one-shot.ts';
import type { NewSession } from './tmux.ts';
import { FLIP_IF_MANUAL, UNFLIP } from './window-size.ts';

/** Starts a server with one detached session. The answer's line is the session's id. */
export const startServerOnce = async (
  program: string,
  socketPath: string,
  session: NewSession,
): Promise<Result<readonly string[]>> => {
  const make = newSessionWords(session);
  let result = await runOnce(program, socketPath, [make]);
  // `window-size manual` in the person's own tmux.conf: see window-size.ts. A server that ends lets its client go before
  // it lets its socket go, so that the next call may meet the same end: 11 of 40 did.
  for (let tries = 0; tries < MOST_TRIES && /server exited/.test(result.stderr); tries += 1)
    result = await runOnce(program, socketPath, [FLIP_IF_MANUAL, make, UNFLIP]);
  return result.ok ? success(result.stdout.split('\n')) : failed(classifyTmuxError(result.stderr, make));
};

const MOST_TRIES = 5;

export const newSessionWords = ({
  name,
  cwd,
  width,
  height,
  words,
  windowName,
}: NewSession): readonly string[] => [
  ...['new-session', '-d', '-s', formatLiteral(name), '-c', formatLiteral(cwd)],
  ...['-x', `${width}`, '-y', `${height}`],
  ...(windowName === undefined ? [] : ['-n', formatLiteral(windowName)]),
  ...['-P', '-F', '#{session_id}'],
  ...(words === undefined ? [] : ['--', ...words]),
];
