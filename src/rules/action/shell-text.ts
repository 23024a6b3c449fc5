import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { refusedWord } from './shell-command.ts';
import type { Refusal } from './shell-cursor.ts';
import { scanShell } from './shell-scan.ts';
import type { Template } from './template.ts';

/**
 * Whether `fillShell` may fill in this shell text: each value stands where its quotes make it one word of data to sh,
 * bash, zsh and fish alike. Else `invalid_rule` with a caret under the value. What a program does with a word that
 * begins with `-` is its own affair: only the text's author can write `--` before it.
 */
export const checkShellText = (template: Template): Result<void> => {
  const refusal = findRefusal(template);
  if (refusal === null) return success(undefined);
  const { message, hint, value } = refusal;
  return failed(failure('invalid_rule', message, hint, { ...value.place }));
};

const findRefusal = (template: Template): Refusal | null => {
  const { commands, refusal } = scanShell(template);
  for (const command of commands) {
    const refused = refusedWord(command);
    if (refused !== null) return refused;
  }
  return refusal;
};
