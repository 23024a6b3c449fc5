import { type RuleAnswer, ruleAnswer } from '../../commands/rules-port.ts';
import { type Failure, failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import { labelProblem } from '../../domain/names.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { RuleDefinition } from '../../domain/rule.ts';
import type { CallScope, House } from '../house.ts';
import { locatePane, locateSession } from '../operations/locate.ts';
import { compileRule } from './compile.ts';
import { aboutRule } from './firing.ts';
import { describeRule, type LiveRule } from './live-rule.ts';
import type { RuleRequest } from './request.ts';

/** Checks all of it, then makes the rule; the same rule once more changes nothing. */
export const makeRule = async (
  house: House,
  scope: CallScope,
  request: RuleRequest,
): Promise<Result<RuleAnswer>> => {
  const session = await locateSession(house, scope, request.session);
  if (!session.ok) return session;
  const pane = await scopePane(house, scope, request);
  if (!pane.ok) return pane;
  const definition: RuleDefinition = {
    ...request.definition,
    scope: { session: session.value.name, pane: pane.value },
  };
  const compiled = compileRule(definition);
  if (!compiled.ok) return compiled;
  const { sessionId, name } = session.value;
  const known = request.name === null ? undefined : house.rules.book.named(request.name);
  if (known !== undefined && isSame(known, sessionId, definition))
    return success(ruleAnswer(describeRule(known, name, Date.now())));
  if (known !== undefined && !request.replace) return failed(ruleExists(known));
  if (known !== undefined) house.rules.remove(known, scope.actor, scope.causedBy, 'replaced');
  const rule = house.rules.add({
    ...{ name: request.name, owner: scope.owner, source: 'command', sessionId, definition },
    compiled: compiled.value,
  });
  logMade(house, scope, rule);
  await house.rules.looked();
  return success(ruleAnswer(describeRule(rule, name, Date.now())));
};

export const logMade = (house: House, { actor, causedBy }: CallScope, rule: LiveRule): void => {
  const { event, scope, action } = rule.definition;
  house.log({
    ...{ type: 'rule.created', session: scope.session, tmux_pane: null, pane_id: null, label: null },
    ...{ actor, caused_by: causedBy, data: { ...aboutRule(rule), event, pane: scope.pane, action } },
  });
};

export const isSame = (known: LiveRule, sessionId: SessionId, definition: RuleDefinition): boolean =>
  known.sessionId === sessionId && keyOf(known.definition) === keyOf(definition);

/** A session may have been renamed since. */
const keyOf = ({ scope, ...rest }: RuleDefinition): string =>
  JSON.stringify(Object.entries({ ...rest, pane: scope.pane }).toSorted(([a], [b]) => (a < b ? -1 : 1)));

export const ruleExists = ({ name, id }: LiveRule): Failure =>
  failure(
    'rule_exists',
    `there is a rule ${name} already, and it is another one`,
    '--replace puts yours in its place',
    {
      rule: name,
      rule_id: id,
    },
  );

/** A number, `%N` or `.` is one pane and must be there; a label may come to be born later. */
const scopePane = async (
  house: House,
  scope: CallScope,
  { session, pane }: RuleRequest,
): Promise<Result<string>> => {
  if (/^\d+$/.test(pane) || pane.startsWith('%') || pane === '.') {
    const target = await locatePane(house, scope, { session, pane });
    return target.ok ? success(target.value.pane.tmuxPane) : target;
  }
  const [problem] = pane.split(',').flatMap((each) => labelProblem(each.trim().replaceAll('*', 'x')) ?? []);
  return problem === undefined
    ? success(pane)
    : failed(failure('usage', `pane: ${problem}`, 'a number, %N, a label, worker*, *, or worker,worker-*'));
};
