import type { Failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { classifyTmuxError, serverGone } from './classify.ts';
import type { Reply } from './control/machine.ts';

/** Asking these twice changes nothing, so they are asked again when their answer was lost. */
export const isRepeatable = (words: readonly string[]): boolean =>
  /^(list-|show-|display-message$|capture-pane$|has-session$)/.test(words[0] ?? '');

/** Commands whose blocks tmux answers in a number that the line does not tell, or that print where a person reads. */
export const isRefused = (words: readonly string[]): boolean =>
  /^(if-shell|if|source-file|source|run-shell|run|command-prompt|confirm-before|wait-for|wait)$/.test(
    words[0] ?? '',
  );

const OUTLIVED = /^(kill-(session|server|window|pane)|killp|killw)$/;

/** Our client may sit in what such a command ends; then the missing answer may be a yes. */
export const mayEndOurClient = (words: readonly string[]): boolean => OUTLIVED.test(words[0] ?? '');

export const resultsOf = (
  commands: readonly (readonly string[])[],
  replies: readonly Reply[],
): readonly Result<readonly string[]>[] =>
  commands.map((words, index) => {
    const reply = replies[index];
    if (reply === undefined) return failed(serverGone('its answer was lost, it may have been done'));
    const lines = linesOf(reply.lines);
    return reply.ok ? success(lines) : failed(classifyTmuxError(lines.join('\n'), words));
  });

/** Each command's line as text; a line feed inside of a value has made two of it. */
const linesOf = (lines: readonly Buffer[]): readonly string[] => lines.map((line) => line.toString('utf8'));

export const allFailed = (
  commands: readonly (readonly string[])[],
  why: Failure,
): readonly Result<readonly string[]>[] => commands.map(() => failed(why));

/** After a failure tmux drops the rest of a group: they get the reason of the one that failed. */
export const spreadFailure = (
  results: readonly Result<readonly string[]>[],
  answered: number,
): readonly Result<readonly string[]>[] => {
  const last = results[answered - 1];
  if (last === undefined || last.ok) return results;
  return results.map((result, index) => (index < answered ? result : last));
};
