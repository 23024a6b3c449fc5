import { visible } from '../../domain/visible.ts';
import { cursorAt } from './cursor.ts';
import { type Candidate, offerAt } from './offer.ts';
import { type Quote, readWord, writeWord } from './shell-words.ts';
import type { LookUp } from './values.ts';

/** Knows of the words before the one that is typed which server they mean. */
export type LookUpFor = (words: readonly string[]) => LookUp;

/**
 * What a shell is told for `panectl __complete SHELL WORD…`, the last word being typed: a line with what kind of offer
 * it is, then one candidate a line. zsh and fish quote what they insert and get a note behind a tab; bash inserts as it
 * is told, so for bash it is quoted here.
 */
export const completionLines = async (
  [shell = '', ...raw]: readonly string[],
  lookUpFor: LookUpFor,
): Promise<string> => {
  const read = raw.map((word, at) =>
    at === raw.length - 1 || shell === 'bash' ? readWord(word) : plain(word),
  );
  const typed = read.at(-1) ?? plain('');
  const words = read.slice(0, -1).map(({ text }) => text);
  const { kind, candidates } = await offerAt(cursorAt(words, typed.text), lookUpFor(words));
  const lines =
    shell === 'bash'
      ? bashLines(candidates, typed)
      : candidates.slice(0, MOST).map(({ text, note }) => `${text}\t${cut(visible(note))}`);
  return `${[kind, ...lines].join('\n')}\n`;
};

const plain = (text: string): { readonly text: string; readonly quote: Quote } => ({ text, quote: '' });

const MOST = 1_000;
const LONGEST_NOTE = 70;

const cut = (note: string): string =>
  note.length > LONGEST_NOTE ? `${note.slice(0, LONGEST_NOTE - 1).toWellFormed()}…` : note;

/** bash takes all that it gets for a match. */
const bashLines = (
  candidates: readonly Candidate[],
  typed: { readonly text: string; readonly quote: Quote },
): readonly string[] =>
  candidates
    .filter(({ text }) => text.startsWith(typed.text))
    .flatMap(({ text }) => writeWord(text, typed.quote) ?? [])
    .slice(0, MOST);
