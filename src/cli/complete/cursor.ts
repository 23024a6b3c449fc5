import type { Command } from '../../commands/definition.ts';
import { findCommand } from '../../commands/registry.ts';
import { type Field, fieldsOf, positionalsOf } from '../../commands/words/fields.ts';

/** What stands where the caller types. */
export type Cursor =
  /** A command; of `pane create` the second half, with `pane` as head. */
  | { readonly kind: 'command'; readonly head: string | null; readonly typed: string }
  | { readonly kind: 'option'; readonly fields: readonly Field[]; readonly typed: string }
  | {
      readonly kind: 'value';
      readonly command: Command;
      readonly field: Field;
      /** Other positional arguments by their keys. */
      readonly given: ReadonlyMap<string, string>;
      /** What stands before the value in the same word: `--layout=`. */
      readonly prefix: string;
      readonly typed: string;
    }
  | { readonly kind: 'files' }
  | { readonly kind: 'nothing' };

/** `words` are those before the one that is being typed, without `panectl`. */
export const cursorAt = (words: readonly string[], typed: string): Cursor => {
  const rest = afterGlobals(words);
  if (rest === null) return words.at(-1) === '-S' ? { kind: 'files' } : NOTHING;
  const [first, second] = rest;
  if (first === undefined) return typed.startsWith('-') ? NOTHING : { kind: 'command', head: null, typed };
  if (first === 'help')
    return rest.length === 1 ? { kind: 'command', head: null, typed } : inHelp(second, typed);
  const single = findCommand(first);
  if (single !== undefined) return argumentAt(single, rest.slice(1), typed);
  if (second === undefined) return { kind: 'command', head: first, typed };
  const double = first.includes('-') ? undefined : findCommand(`${first}-${second}`);
  return double === undefined ? NOTHING : argumentAt(double, rest.slice(2), typed);
};

const NOTHING: Cursor = { kind: 'nothing' };

const inHelp = (first: string | undefined, typed: string): Cursor =>
  first === undefined || findCommand(first) !== undefined ? NOTHING : { kind: 'command', head: first, typed };

const GLOBAL_VALUES = new Set(['-L', '-S', '--as']);

/** Null where the value of a global option is being typed. */
const afterGlobals = (words: readonly string[]): readonly string[] | null => {
  let at = 0;
  while (words[at]?.startsWith('-') === true) at += GLOBAL_VALUES.has(words[at] ?? '') ? 2 : 1;
  return at > words.length ? null : words.slice(at);
};

const argumentAt = (command: Command, args: readonly string[], typed: string): Cursor => {
  if (GLOBAL_VALUES.has(args.at(-1) ?? '')) return args.at(-1) === '-S' ? { kind: 'files' } : NOTHING;
  const options = optionsOf(command);
  const end = args.indexOf('--');
  if (end >= 0 && command.afterDashes !== null) return NOTHING;
  const read = readArguments(command, options, args);
  const value = (field: Field, prefix: string): Cursor => ({
    ...{ kind: 'value', command, field, given: read.given, prefix },
    typed: typed.slice(prefix.length),
  });
  if (read.open !== null) return value(read.open, '');
  const inWord = end < 0 ? options.find(({ option }) => typed.startsWith(`${option}=`)) : undefined;
  if (inWord !== undefined) return value(inWord, `${inWord.option}=`);
  if (end < 0 && typed.startsWith('-')) return { kind: 'option', fields: stillOpen(options, args), typed };
  const keys = positionalsOf(command);
  const key = keys[read.count] ?? command.rest;
  const field = fieldsOf(command).find((each) => each.key === key);
  if (field !== undefined) return value(field, '');
  return end < 0 ? { kind: 'option', fields: stillOpen(options, args), typed } : NOTHING;
};

const optionsOf = (command: Command): readonly Field[] => {
  const positional = new Set([...positionalsOf(command), command.afterDashes]);
  return fieldsOf(command).filter(({ key }) => !positional.has(key));
};

const stillOpen = (options: readonly Field[], args: readonly string[]): readonly Field[] =>
  options.filter(({ kind, option }) => kind === 'list' || !args.includes(option));

interface Read {
  readonly given: ReadonlyMap<string, string>;
  readonly count: number;
  /** The option whose value comes next. */
  readonly open: Field | null;
}

const readArguments = (command: Command, options: readonly Field[], args: readonly string[]): Read => {
  const keys = positionalsOf(command);
  const given = new Map<string, string>();
  let count = 0;
  let open: Field | null = null;
  let isAfterDashes = false;
  let isSkipped = false;
  for (const word of args) {
    const isOption = !isAfterDashes && open === null && !isSkipped && word.startsWith('-') && word !== '-';
    if (open !== null || isSkipped) {
      open = null;
      isSkipped = false;
    } else if (isOption) {
      isAfterDashes = word === '--';
      isSkipped = GLOBAL_VALUES.has(word);
      open = options.find(({ option, kind }) => option === word && kind !== 'flag') ?? null;
    } else {
      const key = keys[Math.min(count, keys.length - 1)];
      if (key !== undefined && !given.has(key)) given.set(key, word);
      count += 1;
    }
  }
  return { given, count, open };
};
