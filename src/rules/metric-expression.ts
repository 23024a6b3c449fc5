import type { ASTNode, Environment, ParseResult } from '@marcbachmann/cel-js';
import { parseDuration } from '../domain/duration.ts';
import { failure } from '../domain/failure.ts';
import type { Metrics } from '../domain/metrics.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { parseByteSize } from '../domain/size.ts';
import { pointAt } from './caret.ts';
import { childrenOf, createEnvironment, type Finding, findForeign, findingOf, type Language } from './cel.ts';
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

/** `cpu > 80`: what a gauge shows. In the units of the reading. */
export interface MetricComparison {
  readonly metric: MetricName;
  readonly operator: '>' | '>=' | '<' | '<=';
  readonly threshold: number;
}

/**
 * What a rule on a metric or a wait asks of a reading: `cpu > 80`, `memory > 500M && runtime > 10m`. CEL over the four
 * numbers, with `80%`, sizes and durations as everywhere in panectl.
 */
export interface MetricExpression {
  readonly source: string;
  /** The first comparison of a metric with a number, with the metric on the left; null where there is none. */
  readonly comparison: MetricComparison | null;
  /** Null: not known, because a reading that decides it is not, or it divides by zero. */
  test(reading: MetricReading): boolean | null;
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
    const run = ENVIRONMENT.parse(text);
    const finding = findForeign(run.ast, LANGUAGE, (node) => checkAmounts(node, amounts));
    if (finding !== null) return { ok: false, finding };
    const { valid, type, error } = run.check();
    if (!valid) return { ok: false, finding: findingOf(error) };
    if (type === 'bool' && metricsIn(run.ast).length > 0) return { ok: true, run };
    return { ok: false, finding: { offset: 0, message: 'this compares no metric', hint: 'as in cpu > 80' } };
  } catch (error) {
    return { ok: false, finding: findingOf(error) };
  }
};

const ENVIRONMENT = ((): Environment => {
  const environment = createEnvironment();
  for (const name of METRIC_NAMES) environment.registerVariable(name, 'double');
  return environment;
})();

const LANGUAGE: Language = {
  names: new Set(METRIC_NAMES),
  functions: new Set(),
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

const expressionOf = (source: string, run: ParseResult): MetricExpression => ({
  source,
  comparison: comparisonIn(run.ast),
  test: (reading) => {
    const known = METRIC_NAMES.flatMap((name) =>
      reading[name] === null ? [] : [[name, reading[name]] as const],
    );
    try {
      return run(new Map(known)) === true;
    } catch {
      return null;
    }
  },
});

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
  const metric = METRIC_NAMES.find((each) => name.op === 'id' && each === name.args);
  const isNumber =
    number.op === 'value' && (typeof number.args === 'number' || typeof number.args === 'bigint');
  return metric === undefined || !isNumber ? null : { metric, operator, threshold: Number(number.args) };
};
