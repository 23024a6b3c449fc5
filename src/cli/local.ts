import { exitStatusOfFailure } from '../protocol/envelope.ts';
import { helpText } from './help.ts';
import { failureText } from './render.ts';
import { versionText } from './version.ts';

/** What runs in the caller's own process, because it must work without a daemon. Answers the exit status. */
export const runLocalCommand = (words: readonly string[]): number => {
  const isVersion = words[0] === 'version' || words.includes('--version');
  if (isVersion) {
    process.stdout.write(versionText());
    return 0;
  }
  const text = helpText(topicOf(words));
  if (text.ok) process.stdout.write(text.value);
  else process.stderr.write(failureText(text.failure, false));
  return text.ok ? 0 : exitStatusOfFailure(text.failure);
};

/** `help pane create`, `pane-create --help`, `pane create s --help`: the words up to the first option name it. */
const topicOf = (words: readonly string[]): string | null => {
  const plain = words.filter((word) => !word.startsWith('-'));
  const named = plain[0] === 'help' ? plain.slice(1) : plain;
  const [first, second] = named;
  if (first === undefined) return null;
  const joined = second === undefined ? first : `${first}-${second}`;
  return second !== undefined && helpText(joined).ok ? joined : first;
};
