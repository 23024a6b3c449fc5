import { readFileSync } from 'node:fs';
import { unknownCommand } from '../commands/words/parse.ts';
import { failed } from '../domain/result.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import { helpText } from './help.ts';
import { failureText, renderAnswer } from './render.ts';
import { versionText } from './version.ts';

/** What runs in the caller's own process, because it must work without a daemon. Answers the exit status. */
export const runLocalCommand = (words: readonly string[]): number => {
  const plain = plainWords(words);
  if (plain[0] === 'version' || (plain.length === 0 && words.includes('--version'))) {
    process.stdout.write(versionText());
    return 0;
  }
  if (plain[0] === 'completion' && plain.length === 2 && !words.includes('--help') && !words.includes('-h')) {
    process.stdout.write(readFileSync(new URL(`./completion/panectl.${plain[1]}`, import.meta.url)));
    return 0;
  }
  const text = helpText(topicOf(plain));
  if (text.ok) process.stdout.write(text.value);
  else process.stderr.write(failureText(text.failure, false));
  return text.ok ? 0 : exitStatusOfFailure(text.failure);
};

/** What a daemon would answer to words that begin with no command. */
export const sayUnknown = (
  words: readonly string[],
  { json, color, columns }: { readonly json: boolean; readonly color: boolean; readonly columns: number },
): number => {
  const [first = '', second] = plainWords(words);
  const refusal = unknownCommand(first, second);
  const answer = { result: failed(refusal), status: exitStatusOfFailure(refusal) };
  const printed = renderAnswer(answer, { format: json ? 'json' : 'text', color, columns });
  process.stdout.write(printed.stdout);
  process.stderr.write(printed.stderr);
  return printed.status;
};

/** Without options, and without the name after `--as`. `-L` and `-S` the client has taken out. */
const plainWords = (words: readonly string[]): readonly string[] =>
  words.filter((word, index) => !word.startsWith('-') && words[index - 1] !== '--as');

/** `help pane create`, `pane-create --help`, `pane create s --help`: the first words name it. */
const topicOf = (plain: readonly string[]): string | null => {
  const [first, second] = plain[0] === 'help' ? plain.slice(1) : plain;
  if (first === undefined) return null;
  const joined = second === undefined ? first : `${first}-${second}`;
  return second !== undefined && helpText(joined).ok ? joined : first;
};
