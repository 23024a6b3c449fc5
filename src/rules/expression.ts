import { type ASTNode, type Environment, EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import { type Failure, failure } from '../domain/failure.ts';
import { PANE_STATUSES } from '../domain/pane.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { SERVICE_STATES } from '../domain/service.ts';
import { pointAt } from './caret.ts';
import { createEnvironment, type Finding, findForeign, findingOf, groupOf, type Language } from './cel.ts';
import { absence, type RuleFacts, type RuleValues, VALUE_NAMES, type ValueName } from './names.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { type Rewritten, rewrite } from './rewrite.ts';

export type ExpressionValues = RuleValues;

/**
 * The condition of a rule, in CEL: `status == 'failed' && exit_code != 130`.
 *
 * What is not known (null) makes whatever is said of it unknown, `==` and `!=` alike, and the condition as a whole is
 * false unless the rest decides it: `false && unknown` is false, `true || unknown` is true, `!unknown` is unknown
 * (CEL's own rule for errors, which is Kleene's logic). So `exit_code != 130` is not true of a code that nobody knows.
 * `label == null` and `match.name != null` ask whether it is known, and always have an answer.
 */
export interface Expression {
  readonly source: string;
  /** Fails only by what CEL can not compute: `int(match.n)` of a text without a number, an overflow. */
  test(values: ExpressionValues): Result<boolean>;
}

const LONGEST = 1_000;

/** With `facts` also names and groups that this rule can never have are refused. Failures are `invalid_expression`. */
export const compileExpression = (source: string, facts: RuleFacts | null = null): Result<Expression> => {
  if (source.length > LONGEST)
    return failed(failure('invalid_expression', `an expression has at most ${LONGEST} characters`));
  const rewritten = withQuotedNumbers(source);
  const compiled = compile(rewritten.text, facts);
  if (!compiled.ok) return failed(failureOf(source, rewritten, compiled.finding));
  return success({
    source,
    test: (values) => {
      try {
        return success(compiled.run(variablesOf(values)) === true);
      } catch (error) {
        if (isUnknown(error)) return success(false);
        return failed(failureOf(source, rewritten, findingOf(error)));
      }
    },
  });
};

/** `match.1` as actions write it: to CEL a field is a name, so it becomes `match['1']`. Strings stay as they are. */
const withQuotedNumbers = (source: string): Rewritten =>
  rewrite(source, /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\bmatch\.(\d+)/g, (match) =>
    match[1] === undefined ? null : `match['${match[1]}']`,
  );

type Compiled =
  | { readonly ok: true; readonly run: ParseResult }
  | { readonly ok: false; readonly finding: Finding };

const compile = (text: string, facts: RuleFacts | null): Compiled => {
  const patterns = new Map<string, Pattern>();
  const environment = BASE.clone();
  environment.registerFunction(
    'string.re(string): bool',
    (value: unknown, pattern: unknown) => patterns.get(String(pattern))?.test(String(value)) === true,
  );
  try {
    const run = environment.parse(text);
    const finding = findForeign(run.ast, LANGUAGE, (node) => check(node, { environment, facts, patterns }));
    if (finding !== null) return { ok: false, finding };
    const { valid, type, error } = run.check();
    if (!valid) return { ok: false, finding: findingOf(error) };
    if (type === 'bool') return { ok: true, run };
    const hint = 'compare it with something';
    return { ok: false, finding: { offset: 0, message: `this is a ${type}, not a yes or a no`, hint } };
  } catch (error) {
    return { ok: false, finding: findingOf(error) };
  }
};

/** Which names are known at the moment; nobody can write it, because it is none of the language's names. */
const KNOWN = 'known_names';

const TYPES: Readonly<Record<ValueName | 'match', string>> = {
  session: 'string',
  pane: 'string',
  pane_id: 'int',
  label: 'string',
  status: 'string',
  exit_code: 'int',
  signal: 'string',
  line: 'string',
  cpu: 'double',
  memory: 'double',
  replicas: 'int',
  service: 'string',
  rule: 'string',
  match: 'map<string, string>',
};

const LANGUAGE: Language = {
  names: new Set(Object.keys(TYPES)),
  functions: new Set(['int', 'double', 'string', 'size']),
  methods: new Set(['contains', 'startsWith', 'endsWith', 're', 'size', 'trim', 'lowerAscii', 'upperAscii']),
};

const BASE = ((): Environment => {
  const environment = createEnvironment();
  for (const [name, type] of Object.entries(TYPES)) environment.registerVariable(name, type);
  return environment.registerVariable(KNOWN, 'map<string, bool>');
})();

interface Checking {
  readonly environment: Environment;
  readonly facts: RuleFacts | null;
  /** Filled: the pattern of every `.re('…')` by its text. */
  readonly patterns: Map<string, Pattern>;
}

const check = (node: ASTNode, checking: Checking): Finding | null => {
  switch (node.op) {
    case 'id':
      return missing(node, node.args, null, checking.facts);
    case '.':
    case '[]':
      return missing(node, 'match', groupOf(node), checking.facts);
    case 'rcall':
      return node.args[0] === 're' ? checkPattern(node.args[2], checking) : null;
    case '==':
    case '!=':
      return compareWithNull(node.args, checking.environment) ?? checkStatus(node.args[0], [node.args[1]]);
    case 'in':
      return checkStatus(node.args[0], node.args[1].op === 'list' ? node.args[1].args : []);
    default:
      return null;
  }
};

const missing = (
  { pos }: ASTNode,
  name: string,
  group: string | null,
  facts: RuleFacts | null,
): Finding | null => {
  const problem = facts === null ? null : absence(facts, name, group);
  return problem === null ? null : { offset: pos, ...problem };
};

const checkPattern = ([argument]: readonly ASTNode[], { patterns }: Checking): Finding | null => {
  if (argument?.op !== 'value' || typeof argument.args !== 'string')
    return {
      offset: argument?.pos ?? 0,
      message: 'the pattern of .re() is written out',
      hint: "as in line.re('error [0-9]+')",
    };
  const compiled = compilePattern(argument.args);
  if (compiled.ok) {
    patterns.set(argument.args, compiled.value);
    return null;
  }
  const { message, hint, data } = compiled.failure;
  const within = argument.input.slice(argument.start, argument.end).indexOf(argument.args);
  const column = typeof data.column === 'number' && within >= 0 ? within + data.column - 1 : 0;
  return { offset: argument.start + column, message, hint };
};

/**
 * To CEL a text and null do not compare, and a variable that is not there is an error. What is meant is whether it is
 * there, so that is what takes the place of the two sides: `label == null` becomes `('label' in known_names) == false`.
 */
const compareWithNull = (sides: [ASTNode, ASTNode], environment: Environment): Finding | null => {
  const nullAt = sides.findIndex(({ op, args }) => op === 'value' && args === null);
  const other = sides[1 - nullAt];
  if (nullAt < 0 || other === undefined) return null;
  const group = groupOf(other);
  if (group === null && other.op !== 'id')
    return { offset: other.pos, message: 'only a name compares with null', hint: 'as in label == null' };
  const [key, where] = group === null ? [other.args, KNOWN] : [group, 'match'];
  sides[0] = environment.parse(`${JSON.stringify(key)} in ${where}`).ast;
  sides[1] = environment.parse('false').ast;
  return null;
};

/** A status that does not exist would make a rule that never fires. */
const checkStatus = (name: ASTNode, candidates: readonly ASTNode[]): Finding | null => {
  const words =
    name.op === 'id' && (name.args === 'status' || name.args === 'service') ? WORDS[name.args] : [];
  const wrong = candidates.find(
    ({ op, args }) =>
      op === 'value' && typeof args === 'string' && words.length > 0 && !words.some((word) => word === args),
  );
  if (wrong === undefined || name.op !== 'id') return null;
  return {
    offset: wrong.pos,
    message: `there is no such ${name.args}`,
    hint: `a ${name.args} is one of ${words.join(' ')}`,
  };
};

const WORDS = { status: PANE_STATUSES, service: SERVICE_STATES } as const;

const variablesOf = ({ match, ...values }: RuleValues): ReadonlyMap<string, unknown> => {
  const variables = new Map<string, unknown>([['match', new Map(Object.entries(match))]]);
  for (const name of VALUE_NAMES) {
    const value = values[name];
    if (value === null) continue;
    if (typeof value !== 'number') variables.set(name, value);
    else if (TYPES[name] === 'double') variables.set(name, value);
    else if (Number.isInteger(value)) variables.set(name, BigInt(value));
  }
  return variables.set(KNOWN, new Map([...variables.keys()].map((name) => [name, true])));
};

const UNKNOWN: ReadonlySet<string> = new Set(['unknown_variable', 'no_such_key']);

const isUnknown = (error: unknown): boolean => error instanceof EvaluationError && UNKNOWN.has(error.code);

const failureOf = (source: string, { originOf }: Rewritten, { offset, message, hint }: Finding): Failure =>
  failure('invalid_expression', message, hint, { ...pointAt(source, originOf(offset)) });
