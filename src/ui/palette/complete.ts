import { asTypedWord, typedWords } from '../../domain/quoted-words.ts';
import { focusedRow, type World } from '../desk/world.ts';
import type { Book, BookCommand, BookField } from './book.ts';
import { ranked } from './rank.ts';
import { type Suggestion, valuesOf } from './values.ts';

export interface Completion {
  readonly items: readonly Suggestion[];
  /** What of the line an item takes the place of, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** The command that the line names; null while it names none. */
  readonly command: BookCommand | null;
  /** What stands at the caret: an argument or an option; null where nothing is known of it. */
  readonly field: BookField | null;
  /** The words of the selected row that would come next. */
  readonly ghost: string;
}

/** What can be typed at a place of the line. */
export const completionOf = (book: Book, world: World, line: string, caret: number): Completion => {
  const { words } = typedWords(line.slice(0, caret));
  const last = words.at(-1);
  const isInWord = last !== undefined && last.to === caret;
  const from = isInWord ? last.from : caret;
  const to = caret + (/^[^\s]*/.exec(line.slice(caret))?.[0].length ?? 0);
  const before = (isInWord ? words.slice(0, -1) : words).map(({ text }) => text);
  const typed = isInWord ? last.text : '';
  const [name, ...args] = before;
  const base = { from, to, ghost: '', field: null };
  if (name === undefined) {
    const command = book.commands.find((each) => each.name === typed) ?? null;
    return { ...base, items: ranked(book.commands.map(nameItem), typed), command };
  }
  const command = book.commands.find((each) => each.name === name) ?? null;
  if (command === null) return { ...base, items: [], command };
  return { ...base, command, ...argumentAt({ command, args, typed, world, isAtEnd: to === line.length }) };
};

const nameItem = ({ name, summary }: BookCommand): Suggestion => ({ text: name, note: summary });

interface Place {
  readonly command: BookCommand;
  /** Words between the command's name and the caret's. */
  readonly args: readonly string[];
  readonly typed: string;
  readonly world: World;
  readonly isAtEnd: boolean;
}

const argumentAt = (place: Place): Pick<Completion, 'items' | 'field' | 'ghost'> => {
  const { command, args, typed, world, isAtEnd } = place;
  if (args.includes('--')) return { items: [], field: null, ghost: '' };
  const option = fieldOfOption(command, args.at(-1));
  if (option !== null && option.kind !== 'flag')
    return { items: itemsFor(option, new Map(), place), field: option, ghost: '' };
  if (typed.startsWith('-')) return { items: optionItems(command, args, typed), field: null, ghost: '' };
  const given = positionalsGiven(command, args);
  const key = command.positionals[given.size] ?? command.rest;
  const field = command.fields.find((each) => each.key === key) ?? null;
  if (field === null) return { items: typed === '' ? optionItems(command, args, '') : [], field, ghost: '' };
  const ghost = typed === '' && isAtEnd ? ghostOf(command, given, world) : '';
  const values = itemsFor(field, given, place);
  return { items: values.length > 0 || typed !== '' ? values : optionItems(command, args, ''), field, ghost };
};

const itemsFor = (
  { key, choices }: BookField,
  given: ReadonlyMap<string, string>,
  { typed, world }: Place,
): readonly Suggestion[] => {
  const known =
    choices.length > 0 ? choices.map((text) => ({ text, note: '' })) : valuesOf(key, given, world);
  return ranked(known, typed).map(({ text, note }) => ({ text: asTypedWord(text), note }));
};

const fieldOfOption = (command: BookCommand, word: string | undefined): BookField | null =>
  command.fields.find(({ option }) => option !== null && option === word) ?? null;

/** Those that were not given yet; one that takes several values may be given again. */
const optionItems = (command: BookCommand, args: readonly string[], typed: string): readonly Suggestion[] => {
  const open = command.fields.flatMap(({ option, kind, description }) =>
    option === null || (kind !== 'list' && args.includes(option))
      ? []
      : [{ text: option, note: description }],
  );
  return ranked(open, typed);
};

/** Words that are neither options nor their values, by the keys that they are given for. */
const positionalsGiven = (command: BookCommand, args: readonly string[]): ReadonlyMap<string, string> => {
  const given = new Map<string, string>();
  for (const [at, word] of args.entries()) {
    const option = fieldOfOption(command, args[at - 1]);
    if (word.startsWith('-') || (option !== null && option.kind !== 'flag')) continue;
    const key = command.positionals[given.size];
    if (key !== undefined) given.set(key, word);
  }
  return given;
};

/** A pane of another session is none that the operator has before the eyes. */
const isOfFocus = (session: string | undefined, world: World): boolean => {
  const row = focusedRow(world);
  return row?.kind === 'pane' && (session === row.session.name || session === row.session.sessionId);
};

/** Session and pane of the selected row, as far as the command asks for them next. */
const ghostOf = (command: BookCommand, given: ReadonlyMap<string, string>, world: World): string => {
  const known = new Map(given);
  const words: string[] = [];
  for (const key of command.positionals.slice(given.size)) {
    if (key !== 'session' && (key !== 'pane' || !isOfFocus(known.get('session'), world))) break;
    const [first] = valuesOf(key, known, world);
    if (first === undefined) break;
    known.set(key, first.text);
    words.push(asTypedWord(first.text));
  }
  return words.join(' ');
};
