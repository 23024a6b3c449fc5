import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { refusedWord } from './shell-command.ts';
import { type Refusal, wordOfTemplate } from './shell-cursor.ts';
import { scanShell } from './shell-scan.ts';
import type { Template } from './template.ts';

/**
 * Whether `fillShell` may fill in this shell text: each value stands where its quotes make it one word of data to sh,
 * bash, zsh and fish alike. Else `invalid_rule` with a caret under the value. What a program does with a word that
 * begins with `-` is its own affair: only the text's author can write `--` before it.
 */
export const checkShellText = (template: Template): Result<void> => {
  const refusal = findRefusal(template);
  return refusal === null ? success(undefined) : failed(failureOf(refusal));
};

/**
 * The same for words that are quoted each by itself (`pane-exec … -- argv…`): no value is the program, and none stands
 * where the program would read it as code.
 */
export const checkShellWords = (words: readonly Template[]): Result<void> => {
  const refusal = refusedWord(words.map(wordOfTemplate));
  return refusal === null ? success(undefined) : failed(failureOf(refusal));
};

const findRefusal = (template: Template): Refusal | null => {
  const { commands, refusal } = scanShell(template);
  for (const command of commands) {
    const refused = refusedWord(command);
    if (refused !== null) return refused;
  }
  return refusal;
};

const failureOf = ({ message, hint, value }: Refusal): Failure =>
  failure('invalid_rule', message, hint, { ...value.place });
