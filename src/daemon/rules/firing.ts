import type { EventType } from '../../domain/event.ts';
import type { Failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import type { PatternMatch } from '../../domain/pane.ts';
import { type RuleLimits, type Suppression, suppressionOf, withinWindow } from '../../rules/brakes.ts';
import type { Cascade } from '../../rules/cascade.ts';
import type { State } from '../../store/state.ts';
import type { House } from '../house.ts';
import { type ActionPlan, shownAction } from './action-plan.ts';
import type { Hit } from './hit.ts';
import { isPaused, type LiveRule, marksOf } from './live-rule.ts';
import type { Performance } from './perform.ts';
import type { Publisher } from './publish.ts';
import type { Questions } from './questions.ts';
import type { SuppressionLog } from './suppressions.ts';
import { type FiredValues, valuesOf } from './values.ts';

/** What happens between a hit and its action: condition, brakes, event, question, action, outcome. */
export interface FiringNeeds {
  readonly getState: () => State;
  readonly log: House['log'];
  readonly cascade: Cascade;
  readonly limits: RuleLimits;
  readonly publisher: Publisher;
  readonly questions: Questions;
  readonly suppressions: SuppressionLog;
  readonly perform: (
    rule: LiveRule,
    plan: ActionPlan,
    values: FiredValues,
    causedBy: number,
  ) => Promise<Performance>;
  readonly save: (firing: SavedFiring) => void;
  /** Writes what was saved to the disk now. */
  readonly flush: () => void;
}

export interface SavedFiring {
  readonly rule: LiveRule;
  readonly hit: Hit;
  readonly values: FiredValues;
  readonly seq: number;
  readonly depth: number;
  readonly outcome: 'running' | 'done' | 'failed' | 'dry_run' | 'denied';
  readonly error: string | null;
  readonly created: readonly TmuxPaneId[];
}

export const onHit = (needs: FiringNeeds, rule: LiveRule, hit: Hit): void => {
  const values = valuesOf(needs.getState(), rule, hit);
  if (!isWanted(needs, rule, values)) return;
  needs.publisher.changed(rule);
  if (hit.kind === 'fire') count(needs, rule, hit);
  const onceOver =
    rule.definition.fire === 'once' && hit.tmuxPane !== null && marksOf(rule, hit.tmuxPane).hasFired;
  if (onceOver && hit.kind === 'fire') {
    rule.suppressed += 1;
    return;
  }
  const { depth, causedBy } = causeOf(needs, hit);
  const nowMs = Date.now();
  const reason =
    hit.kind === 'fire'
      ? suppressionOf(rule.definition, brakesOf(rule, nowMs), depth, nowMs, needs.limits)
      : pausedOnly(rule, nowMs);
  if (reason === null) fire(needs, rule, hit, values, depth, causedBy);
  else suppress(needs, rule, values, reason, causedBy);
};

const isWanted = (needs: FiringNeeds, rule: LiveRule, values: FiredValues): boolean => {
  const { condition } = rule.compiled;
  if (condition === null) return true;
  const tested = condition.test(values);
  if (tested.ok) return tested.value;
  rule.lastError = `if: ${tested.failure.message}`;
  needs.publisher.changed(rule);
  return false;
};

const count = ({ publisher }: FiringNeeds, rule: LiveRule, { tmuxPane, line }: Hit): void => {
  rule.hits += 1;
  if (line === null || tmuxPane === null) return;
  const { text, groups, cursor, at } = line;
  const match: PatternMatch = {
    ...{ rule: rule.name, pattern: rule.definition.match ?? '', line: text.slice(0, LONGEST_SHOWN) },
    ...{ groups, cursor, at },
  };
  rule.lastMatch = match;
  publisher.matched(tmuxPane, match);
};

/** Of a line that matched, so much is kept to be shown. */
const LONGEST_SHOWN = 1_000;

const causeOf = ({ cascade }: FiringNeeds, { cause, tmuxPane }: Hit) => {
  if (cause !== null) return { depth: cascade.after(cause), causedBy: cause.seq };
  return tmuxPane === null ? { depth: 1, causedBy: null } : cascade.ofPane(tmuxPane);
};

const brakesOf = (rule: LiveRule, nowMs: number) => ({
  ...{ isPaused: isPaused(rule, nowMs), isTripped: rule.isTripped, fired: rule.fired },
  ...{ coolingUntilMs: rule.coolingUntilMs, recentMs: rule.recentMs },
});

const pausedOnly = (rule: LiveRule, nowMs: number): Suppression | null => {
  if (rule.isTripped) return 'tripped';
  return isPaused(rule, nowMs) ? 'paused' : null;
};

const suppress = (
  { log, suppressions }: FiringNeeds,
  rule: LiveRule,
  values: FiredValues,
  reason: Suppression,
  causedBy: number | null,
): void => {
  rule.suppressed += 1;
  if (reason === 'rate') {
    rule.isTripped = true;
    const data = { ...aboutRule(rule), firings: rule.recentMs.length };
    log({ ...eventOf('rule.tripped', rule, values), caused_by: causedBy, data });
  } else suppressions.note(rule, values, reason, causedBy);
};

const fire = (
  needs: FiringNeeds,
  rule: LiveRule,
  hit: Hit,
  values: FiredValues,
  depth: number,
  causedBy: number | null,
): void => {
  const plan = hit.kind === 'fire' ? rule.compiled.action : rule.compiled.recover;
  if (plan === null) return;
  const nowMs = Date.now();
  if (hit.kind === 'fire') remember(needs, rule, hit, nowMs);
  const { seq } = needs.log({
    ...eventOf(hit.kind === 'fire' ? 'rule.fired' : 'rule.recovered', rule, values),
    caused_by: causedBy,
    data: {
      ...aboutRule(rule),
      reason: hit.reason,
      ...lineOf(hit),
      ...(rule.definition.dry_run ? { dry_run: true, action: shownAction(plan, values) } : {}),
    },
  });
  needs.cascade.fired(seq, depth);
  const saved = { rule, hit, values, seq, depth, error: null, created: [] };
  needs.save({ ...saved, outcome: rule.definition.dry_run ? 'dry_run' : 'running' });
  // With the firing itself, and not some moment later: a daemon that is killed in between would fire it again.
  needs.publisher.settle();
  if (isLimited(rule)) needs.flush();
  if (!rule.definition.dry_run) void act(needs, saved, plan);
};

/** One firing too many breaks what it promises: that it has fired is on the disk before it acts. */
const isLimited = ({ definition: { fire: how, max_fires } }: LiveRule): boolean =>
  how === 'once' || max_fires !== null;

const remember = (needs: FiringNeeds, rule: LiveRule, { tmuxPane }: Hit, nowMs: number): void => {
  rule.fired += 1;
  rule.lastFiredAt = new Date(nowMs).toISOString();
  rule.recentMs = [...withinWindow(rule.recentMs, nowMs, needs.limits), nowMs];
  if (tmuxPane !== null) marksOf(rule, tmuxPane).hasFired = true;
  const cooldown = rule.definition.cooldown ?? needs.limits.cooldownMs;
  if (cooldown === null) return;
  rule.coolingUntilMs = nowMs + cooldown;
  // So that it is shown as armed again.
  setTimeout(() => needs.publisher.changed(rule), cooldown + 1).unref();
};

const act = async (
  needs: FiringNeeds,
  saved: Omit<SavedFiring, 'outcome'>,
  plan: ActionPlan,
): Promise<void> => {
  const { rule, values, seq } = saved;
  if (rule.definition.confirm && !(await isAllowed(needs, saved, plan)))
    return needs.save({ ...saved, outcome: 'denied' });
  const { error, created } = await needs.perform(rule, plan, values, seq);
  if (error === null) return needs.save({ ...saved, created, outcome: 'done' });
  const sentence = `${error.step}: ${error.failure.message}`;
  rule.lastError = sentence;
  needs.publisher.changed(rule);
  logFailure(needs, saved, error.failure, error.step);
  needs.save({ ...saved, created, outcome: 'failed', error: sentence });
};

const logFailure = (
  { log }: FiringNeeds,
  { rule, values, seq }: Omit<SavedFiring, 'outcome'>,
  { code, message }: Failure,
  step: string,
): void => {
  log({
    ...eventOf('rule.failed', rule, values),
    caused_by: seq,
    data: { ...aboutRule(rule), step, code, message },
  });
};

const isAllowed = async (
  { log, questions }: FiringNeeds,
  { rule, values, seq, hit }: Omit<SavedFiring, 'outcome'>,
  plan: ActionPlan,
): Promise<boolean> => {
  const action = shownAction(plan, values);
  const asked = log({
    ...eventOf('rule.asked', rule, values),
    caused_by: seq,
    data: { ...aboutRule(rule), action },
  });
  const answer = await questions.ask({
    ...{ seq: asked.seq, rule_id: rule.id, rule: rule.name, tmux_pane: hit.tmuxPane },
    ...{ session: values.session, label: values.label, action },
  });
  log({
    ...eventOf('rule.answered', rule, values),
    caused_by: asked.seq,
    data: { ...aboutRule(rule), answer },
  });
  return answer === 'yes';
};

const lineOf = ({ line }: Hit): Readonly<Record<string, unknown>> =>
  line === null ? {} : { line: line.text.slice(0, LONGEST_SHOWN), groups: line.groups, cursor: line.cursor };

export const aboutRule = ({ id, name }: Pick<LiveRule, 'id' | 'name'>) => ({ rule_id: id, rule: name });

export const eventOf = (
  type: EventType,
  rule: Pick<LiveRule, 'name'>,
  values: Pick<FiredValues, 'session' | 'pane' | 'pane_id' | 'label'>,
) => {
  const { session, pane: tmux_pane, pane_id, label } = values;
  return {
    ...{ type, session, tmux_pane, pane_id, label },
    actor: { kind: 'rule', name: rule.name, tmux_pane },
  } as const;
};
