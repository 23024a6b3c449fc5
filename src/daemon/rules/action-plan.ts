import type { Command } from '../../commands/definition.ts';
import { findActionCommand } from '../../commands/registry.ts';
import { parseWords } from '../../commands/words/parse.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { type ActionCommand, type ActionFacts, parseAction } from '../../rules/action/parse.ts';
import { checkShellText, checkShellWords } from '../../rules/action/shell-text.ts';
import { fillShell, fillText, type TemplateValues } from '../../rules/action/template.ts';
import { detokenize, type Placeholders, tokenize } from '../../rules/action/tokens.ts';
import type { RuleValues } from '../../rules/names.ts';
import { isKeyName } from '../operations/key-names.ts';

/** A rule's action, checked as far as it can be before it is filled in. */
export interface ActionPlan {
  readonly steps: readonly ActionStep[];
}

export interface ActionStep {
  readonly command: Command;
  /** As it was written. */
  readonly source: string;
  /** What the command gets, each text of its input filled in for itself: a value is never parsed. */
  readonly fill: (values: TemplateValues) => Readonly<Record<string, unknown>>;
}

export const planAction = (lines: readonly string[], facts: ActionFacts): Result<ActionPlan> => {
  const parsed = parseAction(lines, facts);
  if (!parsed.ok) return parsed;
  const steps: ActionStep[] = [];
  for (const command of parsed.value) {
    const step = planStep(command);
    if (!step.ok) return step;
    steps.push(step.value);
  }
  return success({ steps });
};

/** What ends up on somebody's terminal, never ends, or would end panectl. */
const NOT_IN_ACTIONS: ReadonlySet<string> = new Set([
  ...['panel', 'demo', 'mcp', 'report', 'pane-attach', 'pane-stream', 'pane-hold', 'rule-answer'],
  ...['daemon-start', 'daemon-stop'],
]);

const planStep = ({ words, source, line }: ActionCommand): Result<ActionStep> => {
  const { argv, placeholders } = tokenize(words);
  const { command, rest } = nameCommand(argv);
  if (command === undefined || NOT_IN_ACTIONS.has(command.name))
    return failed(notACommand(argv[0] ?? '', command, line));
  const input = parseWords(command, rest);
  if (!input.ok) return failed(inAction(source, line, input.failure.message, input.failure.hint));
  const refused = problemOf(command, input.value, placeholders);
  if (refused !== null) return failed(inAction(source, line, refused, `panectl help ${command.name}`));
  const checked = checkShell(command, input.value, placeholders);
  if (!checked.ok) return checked;
  return success({ command, source, fill: (values) => filled(command, input.value, placeholders, values) });
};

/** `pane-kill` or `pane kill`, as on the command line. */
const nameCommand = ([first = '', second, ...others]: readonly string[]) => {
  const single = findActionCommand(first);
  if (single !== undefined || second === undefined || first.includes('-'))
    return { command: single, rest: second === undefined ? [] : [second, ...others] };
  return { command: findActionCommand(`${first}-${second}`), rest: others };
};

/** Texts that a shell reads, and words that are quoted for one. */
const checkShell = (
  { shellText, afterDashes }: Command,
  input: Readonly<Record<string, unknown>>,
  placeholders: Placeholders,
): Result<void> => {
  for (const key of shellText) {
    const text = input[key];
    const checked = typeof text === 'string' ? checkShellText(detokenize(text, placeholders)) : null;
    if (checked !== null && !checked.ok) return checked;
  }
  const words = afterDashes === null ? [] : listOf(input[afterDashes]);
  return checkShellWords(
    words.flatMap((word) => (typeof word === 'string' ? [detokenize(word, placeholders)] : [])),
  );
};

/** What the command's own schema says of everything that is not filled in later. */
const problemOf = (
  command: Command,
  input: Readonly<Record<string, unknown>>,
  placeholders: Placeholders,
): string | null => {
  if (input.follow === true) return 'an action can not follow';
  if (input.stdin === true || input.secret === true) return 'an action has no standard input';
  const parsed = command.input.safeParse(input);
  const wrong = parsed.error?.issues.find(({ path }) => !isFilledIn(input[String(path[0])], placeholders));
  return wrong === undefined ? null : `${wrong.path.map(String).join('.')}: ${wrong.message}`;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isFilledIn = (value: unknown, placeholders: Placeholders): boolean =>
  typeof value === 'string'
    ? hasPlaceholder(value, placeholders)
    : listOf(value).some((each) => isFilledIn(each, placeholders));

const hasPlaceholder = (text: string, placeholders: Placeholders): boolean =>
  detokenize(text, placeholders).some(({ kind }) => kind === 'value');

const filled = (
  command: Command,
  input: Readonly<Record<string, unknown>>,
  placeholders: Placeholders,
  values: TemplateValues,
): Readonly<Record<string, unknown>> => {
  const textOf = (key: string, text: string): string => {
    const template = detokenize(text, placeholders);
    if (command.shellText.includes(key)) return fillShell(template, values);
    const filledIn = fillText(template, values);
    return command.jsonText.includes(key) && hasPlaceholder(text, placeholders)
      ? JSON.stringify(filledIn)
      : filledIn;
  };
  const fillOne = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return textOf(key, value);
    if (!Array.isArray(value)) return value;
    return value.flatMap((each: unknown) => {
      if (typeof each !== 'string') return [each];
      const text = textOf(key, each);
      // Of a word that holds a value no key may come, as `C-c` would be: letter by letter it is only text.
      const isKey = command.keyNames === key && hasPlaceholder(each, placeholders) && isKeyName(text);
      return isKey ? [...text] : [text];
    });
  };
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, fillOne(key, value)]));
};

const notACommand = (name: string, command: Command | undefined, line: number) =>
  failure(
    'invalid_rule',
    command === undefined ? `there is no command ${name.slice(0, 80)}` : `${name} can not be done by a rule`,
    'an action is a line of panectl commands, without the word panectl',
    { line, column: 1 },
  );

const inAction = (source: string, line: number, message: string, hint: string | null) =>
  failure('invalid_rule', `${message} (in: ${source.slice(0, 200)})`, hint, {
    action: source,
    line,
    column: 1,
  });

/** In place of a pane that an earlier step will make. */
const NOT_YET = '%?';

/** The plan of an action as a person reads it, filled in. */
export const shownAction = (plan: ActionPlan, values: RuleValues): readonly string[] =>
  plan.steps.map(({ command, fill }) => {
    const input = fill({ ...values, created: NOT_YET });
    const words = [...command.positionals, ...(command.rest === null ? [] : [command.rest])];
    return [command.name, ...words.flatMap((key) => wordsOf(input[key]))].join(' ');
  });

const wordsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each: unknown) =>
    typeof each === 'string' ? [each] : [],
  );
