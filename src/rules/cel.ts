import {
  type ASTNode,
  Environment,
  EvaluationError,
  ParseError,
  TypeError as TypeProblem,
} from '@marcbachmann/cel-js';
import { nearest } from '../domain/nearest.ts';

/**
 * What expressions of conditions and of metrics have in common: CEL, cut down to what a rule needs. No maps, no loops
 * (`all`, `exists`, `map` … can multiply work), no access to anything but groups, and of functions only those that
 * a language lists. Numbers are numbers: an int compares and counts with a double.
 */
export interface Language {
  readonly names: ReadonlySet<string>;
  /** `f(x)`. */
  readonly functions: ReadonlySet<string>;
  /** `x.f(y)`. */
  readonly methods: ReadonlySet<string>;
}

/** What is wrong, and where it begins. */
export interface Finding {
  readonly offset: number;
  readonly message: string;
  readonly hint: string | null;
}

export const createEnvironment = (): Environment => {
  const environment = new Environment({
    limits: { maxAstNodes: 250, maxDepth: 32, maxListElements: 100, maxMapEntries: 10, maxCallArguments: 4 },
  });
  environment.registerOperator('double == int', (a: unknown, b: unknown) => Number(a) === Number(b));
  for (const [operator, count] of Object.entries(ARITHMETIC))
    for (const types of [`double ${operator} int: double`, `int ${operator} double: double`])
      environment.registerOperator(types, (a: unknown, b: unknown) => count(Number(a), Number(b)));
  return environment;
};

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** The first thing that the language does not have, from the root down; `also` adds what one language asks besides, from the leaves up. */
export const findForeign = (
  node: ASTNode,
  language: Language,
  also: (node: ASTNode) => Finding | null,
): Finding | null => {
  const finding = foreign(node, language);
  if (finding !== null) return finding;
  for (const child of childrenOf(node)) {
    const inner = findForeign(child, language, also);
    if (inner !== null) return inner;
  }
  return also(node);
};

export const childrenOf = (node: ASTNode): readonly ASTNode[] => {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
};

const foreign = (node: ASTNode, language: Language): Finding | null => {
  const at = (message: string, hint: string | null = null): Finding => ({ offset: node.pos, message, hint });
  switch (node.op) {
    case 'id':
      return language.names.has(node.args)
        ? null
        : at(`there is no name ${node.args}`, nameHint(node.args, language));
    case 'call':
      return language.functions.has(node.args[0])
        ? null
        : at(`there is no function ${node.args[0]}()`, functionHint(language));
    case 'rcall':
      return language.methods.has(node.args[0])
        ? null
        : at(`there is no method .${node.args[0]}()`, methodHint(node.args[0], language));
    case 'map':
    case '.?':
    case '[?]':
      return at('maps and optional fields are not part of conditions');
    case '.':
    case '[]':
      return isGroup(node) ? null : at('only match has groups', "write match.name or match['1']");
    default:
      return null;
  }
};

const nameHint = (name: string, { names, methods }: Language): string => {
  const [near] = nearest(name, [...names]);
  if (near !== undefined) return `did you mean ${near}?`;
  return methods.size === 0 ? `there are ${[...names].join(' ')}` : `a text stands in quotes: '${name}'`;
};

const functionHint = ({ functions }: Language): string =>
  `there are ${[...functions].map((each) => `${each}()`).join(' ')}`;

const methodHint = (name: string, { methods }: Language): string =>
  name === 'matches' && methods.has('re')
    ? "write line.re('…'): RE2 syntax, linear in the length of the line"
    : LOOPS.has(name)
      ? 'conditions have no loops'
      : methods.size === 0
        ? 'there are numbers only'
        : `there are ${[...methods].map((each) => `.${each}()`).join(' ')}`;

const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind']);

const isGroup = (node: ASTNode): boolean => groupOf(node) !== null;

/** `name` of `match.name` and of `match['name']`; null for everything else. */
export const groupOf = (node: ASTNode): string | null => {
  if (node.op !== '.' && node.op !== '[]') return null;
  const [left, key] = node.args;
  if (left.op !== 'id' || left.args !== 'match') return null;
  if (typeof key === 'string') return key;
  return key.op === 'value' && typeof key.args === 'string' ? key.args : null;
};

/** CEL throws and returns errors of its own classes; anything else that comes out of it is a finding as well. */
export const findingOf = (error: unknown): Finding => {
  const known =
    error instanceof ParseError || error instanceof EvaluationError || error instanceof TypeProblem;
  if (!known) return { offset: 0, message: 'the expression is not understood', hint: null };
  const offset = error.range?.start ?? 0;
  const word = /^(?:\w+|\W)/.exec(error.node?.input?.slice(offset) ?? '')?.[0] ?? '';
  return { offset, message: messageOf(error, word), hint: HINTS[word] ?? null };
};

const messageOf = (
  { code, summary }: { readonly code: string; readonly summary: string },
  word: string,
): string => {
  const sentence = `${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
  if (code === 'limit_exceeded') return 'the expression is too large';
  if (code === 'no_such_overload') return sentence.replace('no such overload: ', 'this can not be: ');
  if (!PLACES.has(code)) return sentence;
  return word === '' ? 'the expression ends too early' : `${word} is not expected here`;
};

const PLACES: ReadonlySet<string> = new Set(['unexpected_character', 'unexpected_token', 'expected_token']);

const HINTS: Readonly<Record<string, string>> = {
  '=': 'equal is ==',
  '&': 'and is &&',
  '|': 'or is ||',
  and: 'and is &&',
  or: 'or is ||',
  not: 'not is !',
};
