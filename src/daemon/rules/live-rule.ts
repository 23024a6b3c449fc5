import type { Actor } from '../../domain/actor.ts';
import type { ExecId, RuleId, SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { PatternMatch } from '../../domain/pane.ts';
import type { Rule, RuleDefinition, RuleProgress, RuleState } from '../../domain/rule.ts';
import { type Hold, NEW_HOLD } from '../../rules/hold.ts';
import type { CompiledRule } from './compile.ts';

/** What a rule remembers of one pane. */
export interface PaneMarks {
  hold: Hold;
  /** It has fired here: `once` is over. */
  hasFired: boolean;
  /** The exec whose time ran out here last. */
  timedOut: ExecId | null;
  /** The exec that has printed what was expected. */
  expectedIn: ExecId | null;
  /** The unfinished line with this cursor has matched already. */
  pendingCursor: number | null;
  /** The last reading of what the rule measures. */
  value: number | null;
}

/** A rule that stands, with everything that changes while it does. */
export interface LiveRule {
  readonly id: RuleId;
  readonly name: string;
  readonly owner: Actor;
  readonly source: Rule['source'];
  readonly createdAt: string;
  readonly sessionId: SessionId;
  readonly definition: RuleDefinition;
  readonly compiled: CompiledRule;
  readonly marks: Map<TmuxPaneId, PaneMarks>;
  hits: number;
  fired: number;
  suppressed: number;
  lastFiredAt: string | null;
  lastMatch: PatternMatch | null;
  lastError: string | null;
  paused: { readonly untilMs: number | null; readonly by: Actor['kind'] } | null;
  isTripped: boolean;
  coolingUntilMs: number;
  recentMs: readonly number[];
}

export type NewRule = Pick<
  LiveRule,
  'id' | 'name' | 'owner' | 'source' | 'createdAt' | 'sessionId' | 'definition' | 'compiled'
>;

export const newLiveRule = (rule: NewRule): LiveRule => ({
  ...rule,
  marks: new Map(),
  ...{ hits: 0, fired: 0, suppressed: 0, lastFiredAt: null, lastMatch: null, lastError: null },
  ...{ paused: null, isTripped: false, coolingUntilMs: 0, recentMs: [] },
});

/** A group has one hold: it stands at its lowest pane, and moves on with it when another one is the lowest. */
export const marksOfGroup = (rule: LiveRule, lowest: TmuxPaneId): PaneMarks => {
  const known = rule.marks.get(lowest) ?? rule.marks.values().next().value;
  if (rule.marks.size > 1 || known === undefined || !rule.marks.has(lowest)) rule.marks.clear();
  if (known !== undefined) rule.marks.set(lowest, known);
  return marksOf(rule, lowest);
};

export const marksOf = (rule: LiveRule, tmuxPane: TmuxPaneId): PaneMarks => {
  const known = rule.marks.get(tmuxPane);
  if (known !== undefined) return known;
  const marks: PaneMarks = {
    ...{ hold: NEW_HOLD, hasFired: false, timedOut: null, expectedIn: null, pendingCursor: null },
    value: null,
  };
  rule.marks.set(tmuxPane, marks);
  return marks;
};

/** The rule as answers give it. `session` is its session's name now. */
export const describeRule = (
  live: LiveRule,
  session: string,
  nowMs: number,
  mostProgress = Number.POSITIVE_INFINITY,
): Rule => {
  const state = stateOf(live, nowMs);
  const { definition } = live;
  return {
    ...definition,
    scope: { ...definition.scope, session },
    rule_id: live.id,
    ...{ name: live.name, owner: live.owner, source: live.source, created_at: live.createdAt },
    ...{ state, until: untilOf(live, state) },
    ...{ hits: live.hits, fired: live.fired, suppressed: live.suppressed },
    progress: [...live.marks]
      .flatMap(([tmuxPane, marks]) => progressOf(live, tmuxPane, marks, nowMs))
      .toSorted(byNearness)
      .slice(0, mostProgress),
    last_fired_at: live.lastFiredAt,
    last_match: live.lastMatch,
    last_error: live.lastError,
  };
};

export const isPaused = ({ paused }: LiveRule, nowMs: number): boolean =>
  paused !== null && (paused.untilMs === null || nowMs < paused.untilMs);

const stateOf = (live: LiveRule, nowMs: number): RuleState => {
  if (live.isTripped) return 'tripped';
  if (isPaused(live, nowMs)) return 'paused';
  if (isSpent(live)) return 'spent';
  if (nowMs < live.coolingUntilMs) return 'cooling';
  const isPending = [...live.marks.values()].some(({ hold }) => hold.sinceMs !== null && !hold.hasFired);
  return isPending ? 'pending' : 'armed';
};

/** No present or future pane can fire it. */
const isSpent = ({ definition, compiled, fired, marks }: LiveRule): boolean => {
  const { max_fires, fire, scope } = definition;
  if (max_fires !== null && fired >= max_fires) return true;
  const isOne = scope.pane?.startsWith('%') === true || compiled.metric?.isOfGroup === true;
  if (fire !== 'once' || !isOne) return false;
  return [...marks.values()].some(({ hasFired }) => hasFired);
};

const untilOf = ({ paused, coolingUntilMs }: LiveRule, state: RuleState): string | null => {
  if (state === 'cooling') return new Date(coolingUntilMs).toISOString();
  const untilMs = state === 'paused' ? (paused?.untilMs ?? null) : null;
  return untilMs === null ? null : new Date(untilMs).toISOString();
};

/** Held longest first, then by what is measured. */
const byNearness = (a: RuleProgress, b: RuleProgress): number =>
  b.held_ms - a.held_ms || (b.value ?? 0) - (a.value ?? 0);

const progressOf = (
  { definition, compiled }: LiveRule,
  tmux_pane: TmuxPaneId,
  { hold, value }: PaneMarks,
  nowMs: number,
): readonly RuleProgress[] => {
  if (definition.event !== 'metric') return [];
  const held_ms = hold.sinceMs === null ? 0 : nowMs - hold.sinceMs;
  const threshold = compiled.metric?.comparison?.threshold ?? null;
  return [{ tmux_pane, value, threshold, held_ms, for_ms: definition.for ?? 0 }];
};
