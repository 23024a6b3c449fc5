import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { RuleDefinition } from '../../domain/rule.ts';
import { compileExpression, type Expression } from '../../rules/expression.ts';
import { compileMetric, type MetricExpression } from '../../rules/metric-expression.ts';
import { compilePattern, type Pattern } from '../../rules/pattern.ts';
import { type ActionPlan, planAction } from './action-plan.ts';

/** A definition with all that is checked when a rule is made, ready to be used. */
export interface CompiledRule {
  readonly pattern: Pattern | null;
  readonly metric: MetricExpression | null;
  readonly condition: Expression | null;
  readonly action: ActionPlan;
  readonly recover: ActionPlan | null;
}

export const compileRule = (definition: RuleDefinition): Result<CompiledRule> => {
  const pattern = optional('match', definition.match, compilePattern);
  if (!pattern.ok) return pattern;
  const metric = optional('metric', definition.metric, compileMetric);
  if (!metric.ok) return metric;
  const facts = { event: definition.event, groups: ['0', ...(pattern.value?.groups ?? [])] };
  const condition = optional('if', definition.if, (source) => compileExpression(source, facts));
  if (!condition.ok) return condition;
  const problem = problemOf(definition);
  if (problem !== null) return failed(problem);
  const action = inPart('then', planAction(definition.action, facts));
  if (!action.ok) return action;
  const recover =
    definition.recover.length === 0
      ? success(null)
      : inPart('recover', planAction(definition.recover, { event: definition.event, groups: [] }));
  if (!recover.ok) return recover;
  return success({
    ...{ pattern: pattern.value, metric: metric.value, condition: condition.value },
    ...{ action: action.value, recover: recover.value },
  });
};

/** Which text of a definition a failure is about, in its `data.part`. */
export type RulePart = 'match' | 'metric' | 'if' | 'then' | 'recover';

const optional = <T>(
  part: RulePart,
  source: string | null,
  compile: (source: string) => Result<T>,
): Result<T | null> => (source === null ? success(null) : inPart(part, compile(source)));

const inPart = <T>(part: RulePart, result: Result<T>): Result<T> =>
  result.ok ? result : failed({ ...result.failure, data: { ...result.failure.data, part } });

/** What fits no rule of this kind. */
const problemOf = ({ event, fire, recover, scope }: RuleDefinition): Failure | null => {
  if (recover.length > 0 && event !== 'metric')
    return failure('invalid_rule', `only a rule on a metric recovers, not one on ${event}`);
  if (fire === 'edge' && event !== 'metric' && event !== 'pattern')
    return failure('invalid_rule', `a rule on ${event} has no edge`, 'fire each or once');
  if (scope.pane === '') return failure('invalid_rule', 'a rule needs a pane', 'a label, worker* or *');
  return null;
};
