import { parseArgs } from 'node:util';
import { type Failure, failure } from '../../domain/failure.ts';
import { byLikeness } from '../../domain/nearest.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { Command } from '../definition.ts';
import { COMMANDS, findCommand } from '../registry.ts';
import { type Field, fieldsOf, positionalsOf } from './fields.ts';
import { usageLine } from './usage.ts';

/** A call as its words say it. `input` is not checked yet: the command's own schema does that. */
export interface ParsedCall {
  readonly command: Command;
  readonly input: Readonly<Record<string, unknown>>;
  /** `--json` or `--text`; null where neither was said. */
  readonly format: 'json' | 'text' | null;
  /** `--as NAME`. */
  readonly as: string | null;
}

/** Words → command and input. Options may stand anywhere before `--`; an unknown command names the nearest ones. */
export const parseArgv = (argv: readonly string[]): Result<ParsedCall> => {
  const { globals, words } = splitGlobals(argv);
  const named = nameCommand(words);
  if (!named.ok) return named;
  const { command, rest } = named.value;
  const read = readWords(command, [...globals, ...rest]);
  if (!read.ok) return read;
  const { values, positionals, afterDashes } = read.value;
  const input = inputOf(command, values, positionals, afterDashes);
  if (!input.ok) return input;
  return success({
    command,
    input: input.value,
    format: values.json === true ? 'json' : values.text === true ? 'text' : null,
    as: typeof values.as === 'string' ? values.as : null,
  });
};

/** The words after a command's name. */
export const parseWords = (
  command: Command,
  words: readonly string[],
): Result<Readonly<Record<string, unknown>>> => {
  const read = readWords(command, words);
  if (!read.ok) return read;
  const { values, positionals, afterDashes } = read.value;
  return inputOf(command, values, positionals, afterDashes);
};

/** Options that stand before the command belong to all of them: `panectl --as NAME pane-list …`. */
const splitGlobals = (argv: readonly string[]) => {
  let at = 0;
  while (at < argv.length && argv[at]?.startsWith('-') === true && argv[at] !== '--')
    at += argv[at] === '--as' ? 2 : 1;
  return { globals: argv.slice(0, at), words: argv.slice(at) };
};

/** `pane-create` or `pane create`: only the first hyphen may be a space. */
const nameCommand = (words: readonly string[]): Result<{ command: Command; rest: readonly string[] }> => {
  const [first = '', second] = words;
  const single = findCommand(first);
  if (single !== undefined) return success({ command: single, rest: words.slice(1) });
  const double = second === undefined || first.includes('-') ? undefined : findCommand(`${first}-${second}`);
  if (double !== undefined) return success({ command: double, rest: words.slice(2) });
  return failed(unknownCommand(first, second));
};

/** Names the nearest ones. */
export const unknownCommand = (first: string, second: string | undefined): Failure => {
  if (first === '') return failure('usage', 'no command was given', 'panectl help lists them');
  const names = COMMANDS.flatMap((command) => [command.name, ...command.aliases]);
  const said = second === undefined || first.includes('-') ? first : `${first}-${second}`;
  const three = byLikeness(said, names).slice(0, 3);
  return failure('usage', `there is no command ${cut(first)}`, `did you mean ${three.join(', ')}?`, {
    nearest: three,
  });
};

/** A word of the caller's within a sentence: a script may have passed a whole file. */
const cut = (word: string): string =>
  word.length > LONGEST_SHOWN ? `${word.slice(0, LONGEST_SHOWN)}…` : word;

const LONGEST_SHOWN = 80;

interface Words {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
  /** Null without `--`. */
  readonly afterDashes: readonly string[] | null;
}

const GLOBAL_OPTIONS = {
  json: { type: 'boolean' },
  text: { type: 'boolean' },
  as: { type: 'string' },
} as const;

const readWords = (command: Command, args: readonly string[]): Result<Words> => {
  const end = args.indexOf('--');
  try {
    const words = end < 0 ? args : args.slice(0, end);
    const { values, positionals } = parseArgs({
      args: command.hasSigned ? words.map(asNumber) : [...words],
      options: { ...Object.fromEntries(optionFields(command).map(optionOf)), ...GLOBAL_OPTIONS },
      allowPositionals: true,
    });
    return success({
      values,
      positionals: positionals.map(asWord),
      afterDashes: end < 0 ? null : args.slice(end + 1),
    });
  } catch (error) {
    return failed(optionFailure(command, error));
  }
};

/** To Node whatever begins with a hyphen is an option; no word of a command line holds a NUL. */
const asNumber = (word: string): string => (/^-\d+$/.test(word) ? `\u0000${word}` : word);
const asWord = (word: string): string => (word.startsWith('\u0000-') ? word.slice(1) : word);

/** Node's own sentence, and what it does not say of a value that looks like an option. */
const optionFailure = (command: Command, error: unknown): Failure => {
  const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const isAmbiguous = sentence.includes('ambiguous') || sentence.includes('argument missing');
  const advice = isAmbiguous
    ? '; a value that begins with - is written --option=VALUE'
    : sentence.startsWith('Unknown option')
      ? '; a word that begins with - stands after --'
      : '';
  return usage(command, `${cut(sentence.replace(/ To specify .*$/, '').replace(/\.$/, ''))}${advice}`);
};

const optionFields = (command: Command): readonly Field[] => {
  const positionals = new Set([...positionalsOf(command), command.afterDashes]);
  return fieldsOf(command).filter(({ key }) => !positionals.has(key));
};

const optionOf = ({ option, kind }: Field) => {
  const type: 'boolean' | 'string' = kind === 'flag' ? 'boolean' : 'string';
  const name = option.replace(/^-+/, '');
  const short = option.startsWith('--') ? {} : { short: name };
  return [name, { type, multiple: kind === 'list', ...short }] as const;
};

const inputOf = (
  command: Command,
  values: Words['values'],
  given: readonly string[],
  afterDashes: readonly string[] | null,
): Result<Readonly<Record<string, unknown>>> => {
  const input: Record<string, unknown> = {};
  for (const { key, option } of optionFields(command)) {
    const value = values[option.replace(/^-+/, '')];
    if (value !== undefined) input[key] = value;
  }
  const positionals =
    afterDashes !== null && command.afterDashes === null ? [...given, ...afterDashes] : given;
  command.positionals.forEach((key, index) => {
    if (index < positionals.length) input[key] = positionals[index];
  });
  const surplus = positionals.slice(command.positionals.length);
  if (command.rest !== null && surplus.length > 0) input[command.rest] = surplus;
  else if (surplus.length > 0) return failed(usage(command, surplusMessage(command, surplus)));
  if (afterDashes !== null && command.afterDashes !== null) input[command.afterDashes] = afterDashes;
  return missingOf(command, input);
};

const surplusMessage = (command: Command, surplus: readonly string[]): string =>
  command.afterDashes === null
    ? `one argument too many: ${cut(surplus[0] ?? '')}`
    : `one argument too many: ${cut(surplus[0] ?? '')}; quote the ${command.afterDashes === 'argv' ? 'command line' : 'text'}, or put -- before its words`;

const missingOf = (
  command: Command,
  input: Readonly<Record<string, unknown>>,
): Result<Readonly<Record<string, unknown>>> => {
  const missing = fieldsOf(command).find(({ key, required }) => required && input[key] === undefined);
  return missing === undefined
    ? success(input)
    : failed(usage(command, `${missing.key.replaceAll('_', '-')} is missing`));
};

const usage = (command: Command, message: string): Failure =>
  failure('usage', `${command.name}: ${message}`, usageLine(command));
