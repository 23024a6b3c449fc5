import { dirname } from 'node:path';
import { failed, type Result, success } from '../../domain/result.ts';
import { quoteWords } from '../../domain/shell-quote.ts';
import type { Environment, Placed } from '../../rules/session-file/file.ts';
import { problemIn } from '../../rules/session-file/source.ts';
import { runScript, type ScriptEnd } from '../../tmux/run-script.ts';
import type { LoadedFile } from './load.ts';
import { fillIn } from './variables.ts';

/** What runs once before anything is made. */
export interface BeforeScript {
  readonly written: Placed<string>;
  readonly command: string;
  /** Of the caller's server: what a new pane would see. */
  readonly environment: Environment;
}

/** As tmuxp: `~` and `$NAME` are filled in, and one that begins with a dot is beside the file. */
export const beforeScriptOf = (
  { file, path }: Pick<LoadedFile, 'file' | 'path'>,
  environment: Environment,
): BeforeScript | null => {
  const { beforeScript: written } = file;
  if (written === null) return null;
  const text = fillIn(written.value, environment);
  const command = /^\.(?!\s)/.test(text) ? `${quoteWords([`${dirname(path)}/`])}${text}` : text;
  return { written, command, environment };
};

/** A failure with the script's code and the end of its output; then nothing is made. */
export const runBeforeScript = async (
  { source }: Pick<LoadedFile, 'source'>,
  { written, command, environment }: BeforeScript,
  cwd: string,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', ...environment, PWD: cwd };
  const end = await runScript({ command, cwd, env, longestMs: LONGEST_MS, signal });
  if (end.exitCode === 0 && !end.timedOut && !signal.aborted) return success(undefined);
  const { output, exitCode } = end;
  const tail = output.trim().split('\n').slice(-MOST_LINES).join('\n').slice(-LONGEST_TAIL);
  const problem = problemIn(
    source,
    written,
    `before_script ${endText(end, signal)}: nothing was made`,
    tail || null,
  );
  return failed({ ...problem, data: { ...problem.data, exit_code: exitCode, output: tail } });
};

const LONGEST_MS = 10 * 60_000;
const MOST_LINES = 20;
const LONGEST_TAIL = 2_000;

const endText = ({ exitCode, timedOut }: ScriptEnd, { aborted }: AbortSignal): string => {
  if (timedOut) return 'took more than 10 minutes';
  if (aborted) return 'was cancelled';
  return exitCode === null ? 'was ended by a signal, or could not be started' : `ended with ${exitCode}`;
};
