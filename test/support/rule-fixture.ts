import { ruleId } from '../../src/domain/ids.ts';
import type { Question, Rule, RuleProgress } from '../../src/domain/rule.ts';
import type { State } from '../../src/store/state.ts';
import { agoIso, NOW_MS, paneIdOf } from './panel-fixture.ts';

export type RuleGiven = Partial<Omit<Rule, 'rule_id' | 'scope'>> & {
  readonly name: string;
  readonly pane?: string | null;
  readonly session?: string;
};

/** A rule in its first state, with what a test says otherwise. */
export const ruleOf = (
  ordinal: number,
  { pane = '*', session = 'claude-poc', ...given }: RuleGiven,
): Rule => ({
  rule_id: ruleId(ordinal),
  owner: { kind: 'cli', name: 'agent', tmux_pane: null },
  source: 'command',
  created_at: agoIso(500),
  event: 'pattern',
  scope: { session, pane },
  match: null,
  look: 'line',
  metric: null,
  for: null,
  if: null,
  action: ['notify hello'],
  recover: [],
  fire: 'each',
  cooldown: null,
  max_fires: null,
  any_end: false,
  confirm: false,
  dry_run: false,
  state: 'armed',
  until: null,
  hits: 0,
  fired: 0,
  suppressed: 0,
  progress: [],
  last_fired_at: null,
  last_match: null,
  last_error: null,
  ...given,
});

/** The first rule is `r1`. */
export const withRules = (state: State, rules: readonly RuleGiven[]): State => ({
  ...state,
  rules: Object.fromEntries(rules.map((given, at) => [`r${at + 1}`, ruleOf(at + 1, given)])),
});

export const progressOf = (
  pane: number,
  value: number | null,
  threshold: number | null,
  heldSeconds = 0,
  forSeconds = 0,
): RuleProgress => ({
  tmux_pane: paneIdOf(pane),
  value,
  threshold,
  held_ms: heldSeconds * 1_000,
  for_ms: forSeconds * 1_000,
});

export const inIso = (seconds: number): string => agoIso(-seconds);

export const questionOf = (seq: number, given: Partial<Question> = {}): Question => ({
  seq,
  rule_id: ruleId(1),
  rule: 'scale-down',
  tmux_pane: paneIdOf(1),
  session: 'claude-poc',
  label: 'worker',
  action: ['pane-kill claude-poc %1', "notify 'scaled down'"],
  asked_at: new Date(NOW_MS).toISOString(),
  expires_at: inIso(24),
  ...given,
});
