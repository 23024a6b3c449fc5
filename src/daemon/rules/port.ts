import type * as z from 'zod';
import type { rulePauseInput, ruleTestInput } from '../../commands/rule-manage.ts';
import { type RuleAnswer, type RulesPort, type RuleTest, ruleAnswer } from '../../commands/rules-port.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { compilePattern, type Pattern } from '../../rules/pattern.ts';
import type { CallScope, House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { locatePane, locateSession, type Target } from '../operations/locate.ts';
import { aboutRule } from './firing.ts';
import { describeRule, isPaused, type LiveRule } from './live-rule.ts';
import { makeRule } from './make.ts';
import {
  bellRequest,
  createdRequest,
  exitRequest,
  metricRequest,
  patternRequest,
  silenceRequest,
  timeoutRequest,
} from './request.ts';
import { runShell } from './run-shell.ts';

/** What the commands about rules do, for one call. */
export const rulesPort = (house: House, scope: CallScope): RulesPort => ({
  onPattern: (input) => makeRule(house, scope, patternRequest(input)),
  onExit: (input) => makeRule(house, scope, exitRequest(input)),
  onTimeout: (input) => makeRule(house, scope, timeoutRequest(input)),
  onMetric: (input) => makeRule(house, scope, metricRequest(input)),
  onSilence: (input) => makeRule(house, scope, silenceRequest(input)),
  onBell: (input) => makeRule(house, scope, bellRequest(input)),
  onCreated: (input) => makeRule(house, scope, createdRequest(input)),
  list: ({ session }) => list(house, scope, session),
  show: async ({ rule }) => described(house, house.rules.book.find(rule)),
  pause: async (input) => pause(house, scope, input),
  resume: async (input) => resume(house, scope, input),
  remove: async ({ rule }) => remove(house, scope, rule),
  test: (input) => test(house, scope, input),
  answer: async ({ question, answer }) => answerQuestion(house, scope, question, answer),
  notify: async ({ text }) => notify(house, scope, text),
  shell: ({ command }) => shell(house, scope, command),
});

const list = async (
  house: House,
  scope: CallScope,
  session: string | undefined,
): Promise<Result<{ rules: readonly RuleAnswer[] }>> => {
  await knownState(house);
  if (session === undefined)
    return success({ rules: house.rules.book.all().map((rule) => shown(house, rule)) });
  const found = await locateSession(house, scope, session);
  if (!found.ok) return found;
  const own = house.rules.book.all().filter(({ sessionId }) => sessionId === found.value.sessionId);
  return success({ rules: own.map((rule) => shown(house, rule)) });
};

const sessionOf = (house: House, rule: LiveRule): string =>
  house.store.getState().sessions[rule.sessionId]?.name ?? rule.definition.scope.session;

const shown = (house: House, rule: LiveRule): RuleAnswer =>
  ruleAnswer(describeRule(rule, sessionOf(house, rule), Date.now()));

const described = (house: House, found: Result<LiveRule>): Result<RuleAnswer> =>
  found.ok ? success(shown(house, found.value)) : found;

interface Which {
  readonly rule?: string | undefined;
  readonly all: boolean;
}

const chosen = (house: House, { rule, all }: Which): Result<readonly LiveRule[]> => {
  if ((rule === undefined) === !all) return failed(failure('usage', 'name one rule, or say --all'));
  if (rule === undefined) return success(house.rules.book.all());
  const found = house.rules.book.find(rule);
  return found.ok ? success([found.value]) : found;
};

const answerFor = (
  house: House,
  { all }: Which,
  rules: readonly LiveRule[],
): Result<RuleAnswer | { rules: readonly RuleAnswer[] }> => {
  const [first] = rules;
  return all || first === undefined
    ? success({ rules: rules.map((rule) => shown(house, rule)) })
    : success(shown(house, first));
};

const pause = (house: House, scope: CallScope, input: z.output<typeof rulePauseInput>) => {
  const rules = chosen(house, input);
  if (!rules.ok) return rules;
  const untilMs = input.for === undefined ? null : Date.now() + input.for;
  for (const rule of rules.value) {
    // What the operator paused stays as the operator paused it.
    if (isHeldByOperator(rule, scope)) continue;
    rule.paused = { untilMs, by: scope.actor.kind };
    tell(house, scope, 'rule.paused', rule, {
      until: untilMs === null ? null : new Date(untilMs).toISOString(),
    });
  }
  return answerFor(house, input, rules.value);
};

const isHeldByOperator = (rule: LiveRule, { actor }: CallScope): boolean =>
  actor.kind !== 'panel' && rule.paused?.by === 'panel' && isPaused(rule, Date.now());

const resume = (house: House, scope: CallScope, input: Which) => {
  const rules = chosen(house, input);
  if (!rules.ok) return rules;
  const held = rules.value.filter((rule) => isHeldByOperator(rule, scope));
  const [first] = held;
  if (first !== undefined && !input.all)
    return failed(
      failure(
        'refused_foreign',
        `the operator paused ${first.name}`,
        'only the operator resumes it, in the panel',
      ),
    );
  for (const rule of rules.value) {
    if (held.includes(rule) || (rule.paused === null && !rule.isTripped)) continue;
    Object.assign(rule, { paused: null, isTripped: false, recentMs: [] });
    tell(house, scope, 'rule.resumed', rule);
  }
  return answerFor(house, input, rules.value);
};

const tell = (
  house: House,
  { actor, causedBy }: CallScope,
  type: 'rule.paused' | 'rule.resumed',
  rule: LiveRule,
  data: Readonly<Record<string, unknown>> = {},
): void => {
  house.rules.changed(rule);
  const session = sessionOf(house, rule);
  house.log({
    ...{ type, session, tmux_pane: null, pane_id: null, label: null, actor, caused_by: causedBy },
    data: { ...aboutRule(rule), ...data },
  });
};

const remove = (house: House, { actor, causedBy }: CallScope, text: string): Result<RuleAnswer> => {
  const found = house.rules.book.find(text);
  if (!found.ok) return found;
  const last = shown(house, found.value);
  house.rules.remove(found.value, actor, causedBy, 'removed');
  return success(last);
};

const test = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof ruleTestInput>,
): Promise<Result<RuleTest>> => {
  const found = house.rules.book.find(input.rule);
  const rule = found.ok ? found.value : null;
  const pattern = rule === null ? compilePattern(input.rule) : success(rule.compiled.pattern);
  if (!pattern.ok) return pattern;
  if (pattern.value === null)
    return failed(failure('usage', `${input.rule} has no pattern`, 'rule-show tells what it watches'));
  const target = await targetOf(house, scope, input.pane, rule);
  if (!target.ok) return target;
  const { tmuxPane } = target.value.pane;
  const lines = (house.outputs.of(tmuxPane)?.record.last(input.last).lines ?? []).filter(
    ({ typed }) => !typed,
  );
  const { value } = pattern;
  const matches = lines.flatMap(({ cursor, at, text }) => matchOf(value, cursor, at, text));
  return success({ tmux_pane: tmuxPane, pattern: value.source, lines: lines.length, matches });
};

const matchOf = (pattern: Pattern, cursor: number, at: string, line: string): RuleTest['matches'] => {
  const match = pattern.test(line) ? pattern.match(line) : null;
  return match === null ? [] : [{ cursor, at, line, groups: match.groups }];
};

/** `SESSION/PANE`, `%N`, or a pane of the rule's own session. */
const targetOf = (
  house: House,
  scope: CallScope,
  text: string,
  rule: LiveRule | null,
): Promise<Result<Target>> => {
  const at = text.lastIndexOf('/');
  if (at > 0) return locatePane(house, scope, { session: text.slice(0, at), pane: text.slice(at + 1) });
  const { panes, sessions } = house.store.getState();
  const shows = Object.values(sessions).find(({ numbers }) => Object.keys(numbers).includes(text));
  const session = rule?.sessionId ?? (text in panes ? shows?.sessionId : undefined) ?? '.';
  return locatePane(house, scope, { session, pane: text });
};

const answerQuestion = (
  house: House,
  { actor }: CallScope,
  question: number,
  answer: 'yes' | 'no',
): Result<{ question: number; answer: 'yes' | 'no' }> => {
  if (actor.kind !== 'panel')
    return failed(failure('refused_foreign', 'a rule asks the operator', 'it is answered in the panel'));
  return house.rules.questions.answer(question, answer)
    ? success({ question, answer })
    : failed(failure('rule_not_found', `there is no open question ${question}`, 'its time may have run out'));
};

const notify = (house: House, scope: CallScope, text: string): Result<{ text: string }> => {
  const { actor, causedBy, firing } = scope;
  house.log({
    ...{ type: 'notice.sent', session: firing?.values.session ?? null, tmux_pane: actor.tmux_pane },
    ...{ pane_id: firing?.values.pane_id ?? null, label: firing?.values.label ?? null },
    ...{ actor, caused_by: causedBy, data: { text } },
  });
  return success({ text });
};

const shell = async (house: House, scope: CallScope, command: string) =>
  scope.firing === undefined
    ? failed(failure('usage', 'shell is for actions of rules'))
    : runShell(house, scope, scope.firing, command);
