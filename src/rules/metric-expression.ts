import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import { parseDuration } from '../domain/duration.ts';
import { failure } from '../domain/failure.ts';
import type { Metrics } from '../domain/metrics.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { parseByteSize } from '../domain/size.ts';
import { pointAt } from './caret.ts';
import { childrenOf, createEnvironment, type Finding, findForeign, findingOf, type Language } from './cel.ts';
import {
  bareIn,
  checkGroup,
  GROUP_FUNCTIONS,
  type GroupFunction,
  groupOf,
  hasGroup,
  together,
  withGroupFunctions,
} from './metric-group.ts';
import { rewrite } from './rewrite.ts';

/** `cpu`: per cent of one core; `memory`: bytes; `runtime`: seconds. Null where it is not known. */
export interface MetricReading {
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly processes: number | null;
  readonly runtime: number | null;
}

/** Of no metrics nothing is known. */
export const readingOf = (metrics: Metrics | null): MetricReading => ({
  cpu: metrics?.cpu_percent ?? null,
  memory: metrics?.memory_bytes ?? null,
  processes: metrics?.processes ?? null,
  runtime: metrics === null ? null : metrics.runtime_ms / 1_000,
});

export type MetricName = keyof MetricReading;

export const METRIC_NAMES: readonly MetricName[] = ['cpu', 'memory', 'processes', 'runtime'];

/** `cpu > 80`, `avg(cpu) > 80`: what a gauge shows. In the units of the reading. */
export interface MetricComparison {
  readonly metric: MetricName;
  /** Null: of each pane for itself. */
  readonly of: GroupFunction | null;
  readonly operator: '>' | '>=' | '<' | '<=';
  readonly threshold: number;
}

/**
 * What a rule on a metric or a wait asks of readings: `cpu > 80`, `memory > 500M && runtime > 10m`. CEL over the four
 * numbers, with `80%`, sizes and durations as everywhere in panectl. `avg(cpu) > 80` is asked of several panes together.
 */
export interface MetricExpression {
  readonly source: string;
  /** The first comparison of a metric with a number, with the metric on the left; null where there is none. */
  readonly comparison: MetricComparison | null;
  /** It is that comparison and nothing else. */
  readonly isSingle: boolean;
  /** Asked once of all panes together, and not of each. */
  readonly isOfGroup: boolean;
  /** Of one pane, else of a group. Null: not known, because a reading that decides it is not, or it divides by zero. */
  test(...readings: readonly MetricReading[]): boolean | null;
  /** What is compared, for a gauge; null where it is not known, or nothing is compared. */
  valueOf(...readings: readonly MetricReading[]): number | null;
}

const LONGEST = 1_000;

/** Failures are `invalid_expression` with a caret under the place in `source`. */
export const compileMetric = (source: string): Result<MetricExpression> => {
  if (source.length > LONGEST)
    return failed(failure('invalid_expression', `an expression has at most ${LONGEST} characters`));
  const amounts = new Map<number, Amount>();
  const { text, originOf } = rewrite(source, AMOUNT, (match, at) => {
    const amount = amountOf(match[0]);
    if (amount !== null) amounts.set(at, amount);
    return amount === null ? null : String(amount.value);
  });
  const compiled = compile(text, amounts);
  if (compiled.ok) return success(expressionOf(source, compiled.run));
  const { message, hint, offset } = compiled.finding;
  return failed(failure('invalid_expression', message, hint, { ...pointAt(source, originOf(offset)) }));
};

/** A number with a unit. `80%2` is CEL's remainder, `80%` and `80% && …` are not. */
const AMOUNT = /(?<![\w.])\d+(?:\.\d+)?(?:[KMGT]B?|[kgt]b?|mb|ms|[smh]|%(?=\s*(?:$|[)<>=!&|?:,])))(?![\w.])/g;

interface Amount {
  readonly value: number;
  readonly kind: 'size' | 'duration' | 'share';
}

/** `m` is minutes and `M` is mebibytes, in every place. */
const amountOf = (word: string): Amount | null => {
  if (word.endsWith('%')) return { value: Number(word.slice(0, -1)), kind: 'share' };
  const ms = parseDuration(word);
  if (ms !== null) return { value: ms / 1_000, kind: 'duration' };
  const bytes = parseByteSize(word);
  return bytes === null ? null : { value: bytes, kind: 'size' };
};

type Compiled =
  | { readonly ok: true; readonly run: ParseResult }
  | { readonly ok: false; readonly finding: Finding };

const compile = (text: string, amounts: ReadonlyMap<number, Amount>): Compiled => {
  try {
    const isOfGroup = hasGroup(PANE.parse(text).ast);
    const run = (isOfGroup ? GROUP : PANE).parse(text);
    const finding =
      findForeign(run.ast, LANGUAGE, (node) => checkGroup(node) ?? checkAmounts(node, amounts)) ??
      (isOfGroup ? bareIn(run.ast) : null);
    if (finding !== null) return { ok: false, finding };
    const { valid, type, error } = run.check();
    if (!valid) return { ok: false, finding: findingOf(error) };
    if (type === 'bool' && metricsIn(run.ast).length > 0) return { ok: true, run };
    return { ok: false, finding: { offset: 0, message: 'this compares no metric', hint: 'as in cpu > 80' } };
  } catch (error) {
    return { ok: false, finding: findingOf(error) };
  }
};

const environmentWith = (type: string): Environment => {
  const environment = createEnvironment();
  for (const name of METRIC_NAMES) environment.registerVariable(name, type);
  return environment;
};

const PANE = environmentWith('double');
const GROUP = withGroupFunctions(environmentWith('list'));

const LANGUAGE: Language = {
  names: new Set(METRIC_NAMES),
  functions: new Set(GROUP_FUNCTIONS),
  methods: new Set(),
};

const KINDS: Readonly<
  Record<MetricName, { readonly kind: Amount['kind'] | null; readonly example: string }>
> = {
  cpu: { kind: 'share', example: 'cpu is per cent of one core, as in cpu > 80%' },
  memory: { kind: 'size', example: 'memory is a size, as in memory > 500M' },
  processes: { kind: null, example: 'processes is a number, as in processes > 10' },
  runtime: { kind: 'duration', example: 'runtime is a duration, as in runtime > 10m' },
};

/** `memory > 80%` is a mistake: within a comparison each unit has to be the unit of one of its metrics. */
const checkAmounts = (node: ASTNode, amounts: ReadonlyMap<number, Amount>): Finding | null => {
  if (!COMPARISONS.has(node.op)) return null;
  const [metric, ...others] = metricsIn(node);
  if (metric === undefined) return null;
  const kinds = new Set([metric, ...others].map((name) => KINDS[name].kind));
  const wrong = leavesOf(node).find(({ op, start }) => {
    const kind = op === 'value' ? amounts.get(start)?.kind : undefined;
    return kind !== undefined && !kinds.has(kind);
  });
  if (wrong === undefined) return null;
  return { offset: wrong.pos, message: 'this unit does not fit', hint: KINDS[metric].example };
};

const COMPARISONS: ReadonlySet<string> = new Set(['>', '>=', '<', '<=', '==', '!=']);

const leavesOf = (node: ASTNode): readonly ASTNode[] => {
  const children = childrenOf(node);
  return children.length === 0 ? [node] : children.flatMap(leavesOf);
};

const metricsIn = (node: ASTNode): readonly MetricName[] =>
  leavesOf(node).flatMap((leaf) =>
    leaf.op === 'id' ? METRIC_NAMES.filter((name) => name === leaf.args) : [],
  );

const expressionOf = (source: string, run: ParseResult): MetricExpression => {
  const comparison = comparisonIn(run.ast);
  const isOfGroup = hasGroup(run.ast);
  return {
    ...{ source, comparison, isOfGroup, isSingle: comparisonOf(run.ast) !== null },
    test: (...readings) => {
      const known = METRIC_NAMES.flatMap((name) => {
        const values = knownOf(name, readings);
        return values.length === 0 ? [] : [[name, isOfGroup ? values : values[0]] as const];
      });
      try {
        return run(new Map(known)) === true;
      } catch {
        return null;
      }
    },
    valueOf: (...readings) => {
      if (comparison === null) return null;
      const values = knownOf(comparison.metric, readings);
      if (comparison.of === null) return values[0] ?? null;
      return values.length === 0 ? null : together(comparison.of, values);
    },
  };
};

const knownOf = (name: MetricName, readings: readonly MetricReading[]): readonly number[] =>
  readings.flatMap((reading) => reading[name] ?? []);

/** Not below a `!`, where a gauge would show the opposite. */
const comparisonIn = (node: ASTNode): MetricComparison | null => {
  if (node.op === '!_') return null;
  const found = comparisonOf(node);
  if (found !== null) return found;
  for (const child of childrenOf(node)) {
    const inner = comparisonIn(child);
    if (inner !== null) return inner;
  }
  return null;
};

const comparisonOf = (node: ASTNode): MetricComparison | null => {
  if (node.op !== '>' && node.op !== '>=' && node.op !== '<' && node.op !== '<=') return null;
  const [left, right] = node.args;
  return compared(left, node.op, right) ?? compared(right, MIRRORED[node.op], left);
};

const MIRRORED = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' } as const;

const compared = (
  name: ASTNode,
  operator: MetricComparison['operator'],
  number: ASTNode,
): MetricComparison | null => {
  const of = groupOf(name);
  const measured = of === null ? name : name.op === 'call' ? name.args[1][0] : undefined;
  const metric = METRIC_NAMES.find((each) => measured?.op === 'id' && each === measured.args);
  const isNumber =
    number.op === 'value' && (typeof number.args === 'number' || typeof number.args === 'bigint');
  return metric === undefined || !isNumber ? null : { metric, of, operator, threshold: Number(number.args) };
};
