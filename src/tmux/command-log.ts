import type { Result } from '../domain/result.ts';
import { STATUS_OPTION } from './hooks.ts';
import { shownCommand } from './quote.ts';
import { isRepeatable } from './requests.ts';

export interface LoggedCommand {
  readonly at: string;
  readonly command: string;
  readonly ok: boolean;
  /** What tmux said of one that failed. */
  readonly error: string | null;
}

const KEPT = 200;
/** Characters; a word may be a megabyte. */
const LONGEST = 2_000;

/**
 * The last commands that changed something. What was typed into panes is not kept, nor what variables hold: either
 * may be a password.
 */
export class CommandLog {
  #entries: readonly LoggedCommand[] = [];

  get entries(): readonly LoggedCommand[] {
    return this.#entries;
  }

  add(words: readonly string[], result: Result<unknown>): void {
    if (isBeside(words, result)) return;
    const command = `tmux ${shownCommand(withoutValues(withoutText(words)))}`.slice(0, LONGEST);
    const error = result.ok ? null : result.failure.message.slice(0, LONGEST);
    const entry = { at: new Date().toISOString(), command, ok: result.ok, error };
    this.#entries = [...this.#entries, entry].slice(-KEPT);
  }
}

/**
 * What changes nothing, and the text for status lines: asked and set for nobody in particular, often enough to push out
 * what somebody did. What failed stands there all the same.
 */
const isBeside = (words: readonly string[], { ok }: Result<unknown>): boolean =>
  ok && (isRepeatable(words) || words.includes(STATUS_OPTION));

const withoutText = (words: readonly string[]): readonly string[] => {
  const [name] = words;
  const isTyped =
    name === 'set-buffer' || (name === 'send-keys' && words.some((word) => /^-[lH]+$/.test(word)));
  const end = words.indexOf('--');
  return isTyped ? [...words.slice(0, end < 0 ? -1 : end + 1), '…'] : words;
};

/** `-e NAME=…` of what is started, and `set-environment NAME …`. */
const withoutValues = (words: readonly string[]): readonly string[] => {
  if (words[0] === 'set-environment') return words.length > 2 ? [...words.slice(0, -1), '…'] : words;
  return words.map((word, at) =>
    words[at - 1] === '-e' ? word.replace(/^([A-Za-z_]\w*=).*$/su, '$1…') : word,
  );
};
