import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { pointAt } from '../caret.ts';
import { absence, type RuleFacts } from '../names.ts';
import { type Piece, splitAction } from './split.ts';
import type { Template, TemplateValue } from './template.ts';
import { TOKEN } from './tokens.ts';

export type ActionFacts = RuleFacts;

/** One panectl command of an action, split and not yet filled in. */
export interface ActionCommand {
  /** As it was written. */
  readonly source: string;
  /** Which entry of the list it stands in, from 1. */
  readonly line: number;
  readonly words: readonly Template[];
}

const LONGEST = 20_000;

/**
 * A line of commands joined by `&&`, or a list of such lines. Failures are `invalid_rule` with a caret; `entry` in
 * their data is the number of the line in the list, from 1.
 */
export const parseAction = (
  lines: readonly string[],
  facts: ActionFacts,
): Result<readonly ActionCommand[]> => {
  const commands: ActionCommand[] = [];
  for (const [index, source] of lines.entries()) {
    const parsed = parseLine(source, index + 1);
    if (!parsed.ok) return inEntry(parsed.failure, index, lines);
    commands.push(...parsed.value);
  }
  if (commands.length === 0) return failed(failure('invalid_rule', 'the action is empty', EXAMPLE));
  const problem = findProblem(commands, facts);
  return problem === null ? success(commands) : inEntry(problem.failure, problem.line - 1, lines);
};

const EXAMPLE =
  "an action is a line of panectl commands, as in pane-kill {{ session }} {{ pane }} && notify 'done'";

const inEntry = (reason: Failure, index: number, lines: readonly string[]) =>
  failed(lines.length < 2 ? reason : { ...reason, data: { ...reason.data, entry: index + 1 } });

const parseLine = (source: string, line: number): Result<readonly ActionCommand[]> => {
  const unfit = source.length > LONGEST ? LONGEST : source.search(UNFIT);
  if (unfit >= 0) return failed(unfitAt(source, unfit));
  const split = splitAction(source);
  if (!split.ok) return split;
  const commands: ActionCommand[] = [];
  let rest = split.value;
  for (;;) {
    const and = rest.findIndex(({ kind }) => kind === 'and');
    const words = and < 0 ? rest : rest.slice(0, and);
    const [first] = words;
    if (first === undefined) return failed(emptyAt(source, rest[0]?.from ?? source.length));
    const broken = words.slice(1).find(({ isOnNewLine }) => isOnNewLine);
    if (broken !== undefined) return failed(brokenAt(source, broken));
    const text = source.slice(first.from, words.at(-1)?.to);
    commands.push({ source: text, line, words: words.map(({ word }) => word) });
    if (and < 0) return success(commands);
    rest = rest.slice(and + 1);
  }
};

/** NUL can be in no argument of anything; the others stand for values while an action is parsed. */
const UNFIT = new RegExp(`\\0|${TOKEN.source}`, 'u');

const unfitAt = (source: string, offset: number): Failure =>
  offset === LONGEST
    ? failure('invalid_rule', `a line of an action has at most ${LONGEST} characters`)
    : failure('invalid_rule', 'an action has no NUL and no characters of plane 15', null, {
        ...pointAt(source, offset),
      });

const emptyAt = (source: string, offset: number): Failure =>
  failure('invalid_rule', 'a command is missing', EXAMPLE, { ...pointAt(source, offset) });

const brokenAt = (source: string, { from }: Piece): Failure =>
  failure('invalid_rule', 'a command ends with its line', 'join commands with &&, or write a list of them', {
    ...pointAt(source, from),
  });

interface Problem {
  readonly line: number;
  readonly failure: Failure;
}

/** What no parser of the command line would see: values where none may stand, and values that there will never be. */
const findProblem = (commands: readonly ActionCommand[], facts: ActionFacts): Problem | null => {
  let isMade = false;
  for (const { words, line } of commands) {
    for (const [index, word] of words.entries()) {
      const first = word.find((part) => part.kind === 'value');
      if (first === undefined) continue;
      if (index === 0) return { line, failure: refused(first, 'a value never becomes a command', null) };
      if (isOptionName(word) && !endsOptions(words.slice(0, index)))
        return { line, failure: refused(first, 'a value never becomes an option', OPTION) };
    }
    const missing = words.flat().find((part) => part.kind === 'value' && missingOf(part, facts, isMade));
    if (missing?.kind === 'value') {
      const { message, hint } = missingOf(missing, facts, isMade) ?? { message: '', hint: null };
      return { line, failure: refused(missing, message, hint) };
    }
    isMade ||= MAKERS.has(nameOf(words[0])) || MAKERS.has(`${nameOf(words[0])}-${nameOf(words[1])}`);
  }
  return null;
};

const OPTION = 'write --option={{ value }}, or -- before words that begin with -';
const MAKERS: ReadonlySet<string> = new Set([
  'pane-create',
  'pane-create-with-layout',
  'pane-scale',
  'session-create',
]);

const refused = ({ place }: TemplateValue, message: string, hint: string | null): Failure =>
  failure('invalid_rule', message, hint, { ...place });

/** `--{{ x }}` and `--lab{{ x }}`, but not `--label={{ x }}`. */
const isOptionName = ([first]: Template): boolean =>
  first?.kind === 'text' && first.text.startsWith('-') && !first.text.includes('=');

const endsOptions = (words: readonly Template[]): boolean => words.some((word) => nameOf(word) === '--');

const nameOf = (word: Template | undefined): string =>
  word?.length === 1 && word[0]?.kind === 'text' ? word[0].text : '';

const missingOf = (
  { name, group }: TemplateValue,
  facts: ActionFacts,
  isMade: boolean,
): { readonly message: string; readonly hint: string | null } | null => {
  if (name !== 'created') return absence(facts, name, group);
  if (isMade) return null;
  return {
    message: 'nothing has been created before this',
    hint: 'created is the pane that pane-create made',
  };
};
