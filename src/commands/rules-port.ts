import type * as z from 'zod';
import type { TmuxPaneId } from '../domain/ids.ts';
import type { Result } from '../domain/result.ts';
import type { Rule } from '../domain/rule.ts';
import type {
  notifyInput,
  oneRuleInput,
  ruleAnswerInput,
  ruleListInput,
  rulePauseInput,
  ruleResumeInput,
  ruleTestInput,
  shellInput,
} from './rule-manage.ts';
import type {
  onExitInput,
  onMetricInput,
  onPaneInput,
  onPatternInput,
  onSilenceInput,
  onTimeoutInput,
} from './rules.ts';

type In<Schema extends z.ZodType> = z.output<Schema>;
type Answer<T> = Promise<Result<T>>;

/** A rule under the names of the contract (section 3): its action is called `then`. */
export type RuleAnswer = Readonly<Record<string, unknown>>;

export const ruleAnswer = (rule: Rule): RuleAnswer =>
  Object.fromEntries(Object.entries(rule).map(([key, value]) => [key === 'action' ? 'then' : key, value]));

export interface RulesPort {
  onPattern(input: In<typeof onPatternInput>): Answer<RuleAnswer>;
  onExit(input: In<typeof onExitInput>): Answer<RuleAnswer>;
  onTimeout(input: In<typeof onTimeoutInput>): Answer<RuleAnswer>;
  onMetric(input: In<typeof onMetricInput>): Answer<RuleAnswer>;
  onSilence(input: In<typeof onSilenceInput>): Answer<RuleAnswer>;
  onBell(input: In<typeof onPaneInput>): Answer<RuleAnswer>;
  onCreated(input: In<typeof onPaneInput>): Answer<RuleAnswer>;
  list(input: In<typeof ruleListInput>): Answer<{ rules: readonly RuleAnswer[] }>;
  show(input: In<typeof oneRuleInput>): Answer<RuleAnswer>;
  pause(input: In<typeof rulePauseInput>): Answer<RuleAnswer | { rules: readonly RuleAnswer[] }>;
  resume(input: In<typeof ruleResumeInput>): Answer<RuleAnswer | { rules: readonly RuleAnswer[] }>;
  remove(input: In<typeof oneRuleInput>): Answer<RuleAnswer>;
  test(input: In<typeof ruleTestInput>): Answer<RuleTest>;
  answer(input: In<typeof ruleAnswerInput>): Answer<{ question: number; answer: 'yes' | 'no' }>;
  notify(input: In<typeof notifyInput>): Answer<{ text: string }>;
  /** For actions only. */
  shell(input: In<typeof shellInput>): Answer<{ exit_code: number | null }>;
}

export interface RuleTest {
  readonly tmux_pane: TmuxPaneId;
  readonly pattern: string;
  /** How many lines were looked at. */
  readonly lines: number;
  readonly matches: readonly {
    readonly cursor: number;
    readonly at: string;
    readonly line: string;
    readonly groups: Readonly<Record<string, string>>;
  }[];
}
