import { type Failure, failure } from '../domain/failure.ts';
import { type ExecId, isExecId } from '../domain/ids.ts';
import { PANE_STATUSES, type PaneStatus } from '../domain/pane.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { compileMetric, type MetricExpression } from './metric-expression.ts';
import { compilePattern, type Pattern } from './pattern.ts';

/** What `wait-any` and `wait-all` wait for (contract, section 4). Who is meant by `target` is looked up elsewhere. */
export type Condition =
  | { readonly kind: 'exit' | 'failed' | 'ready'; readonly target: ConditionTarget }
  | { readonly kind: 'exec'; readonly execId: ExecId }
  | { readonly kind: 'pattern'; readonly target: ConditionTarget; readonly pattern: Pattern }
  | { readonly kind: 'status'; readonly target: ConditionTarget; readonly status: PaneStatus }
  | { readonly kind: 'metric'; readonly target: ConditionTarget; readonly metric: MetricExpression }
  | { readonly kind: 'fired'; readonly rule: string };

/** `session/pane`, as they were written. Neither a session name nor a label can hold a colon. */
export interface ConditionTarget {
  readonly session: string;
  readonly pane: string;
}

const FORMS =
  'exit:S/P, exit:EXEC, failed:S/P, pattern:S/P:RE, status:S/P:X, ready:S/P, metric:S/P:cpu>80 or fired:RULE';

export const parseCondition = (text: string): Result<Condition> => {
  const [kind, rest] = splitOnce(text, ':');
  if (rest === null) return failed(usage(text));
  if (kind === 'fired') return success({ kind, rule: rest });
  if (kind === 'exit' && isExecId(rest)) return success({ kind: 'exec', execId: rest });
  const [where, detail] = splitOnce(rest, ':');
  const target = targetOf(where);
  if (target === null) return failed(usage(text));
  return conditionOf(text, kind, target, detail);
};

const conditionOf = (
  text: string,
  kind: string,
  target: ConditionTarget,
  detail: string | null,
): Result<Condition> => {
  if (detail === null)
    return kind === 'exit' || kind === 'failed' || kind === 'ready'
      ? success({ kind, target })
      : failed(usage(text));
  if (kind === 'pattern') {
    const pattern = compilePattern(detail);
    return pattern.ok ? success({ kind, target, pattern: pattern.value }) : pattern;
  }
  if (kind === 'status') {
    const status = PANE_STATUSES.find((each) => each === detail);
    return status === undefined
      ? failed(usage(text, `a status is one of ${PANE_STATUSES.join(' ')}`))
      : success({ kind, target, status });
  }
  if (kind !== 'metric') return failed(usage(text));
  const metric = compileMetric(detail);
  if (!metric.ok) return metric;
  if (metric.value.isOfGroup)
    return failed(failure('invalid_expression', 'a wait is for one pane', 'as in metric:S/P:cpu>80'));
  return success({ kind, target, metric: metric.value });
};

const splitOnce = (text: string, separator: string): readonly [string, string | null] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
};

/** A session name may hold a slash, a label may not: the last one counts. */
const targetOf = (text: string): ConditionTarget | null => {
  const at = text.lastIndexOf('/');
  return at < 1 || at === text.length - 1 ? null : { session: text.slice(0, at), pane: text.slice(at + 1) };
};

const usage = (text: string, hint = `a condition is ${FORMS}`): Failure =>
  failure('usage', `not a condition: ${text}`, hint);
