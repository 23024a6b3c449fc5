import type { Actor } from './actor.ts';
import type { PaneNumber, RuleId, TmuxPaneId } from './ids.ts';
import type { PatternMatch } from './pane.ts';

export const RULE_EVENTS = ['pattern', 'exit', 'timeout', 'metric', 'silence', 'bell', 'created'] as const;
export type RuleEvent = (typeof RULE_EVENTS)[number];

/** `each`: every time; `once`: once per pane; `edge`: when it becomes true, again after it was false. */
export const RULE_FIRES = ['each', 'once', 'edge'] as const;
export type RuleFire = (typeof RULE_FIRES)[number];

export const RULE_STATES = ['armed', 'pending', 'cooling', 'spent', 'paused', 'tripped'] as const;
/** `pending`: true somewhere, not held long enough; `spent`: can not fire any more; `tripped`: ran away and was stopped. */
export type RuleState = (typeof RULE_STATES)[number];

/** What somebody wrote down: checked as a whole, kept as it is, equal when the same rule is made again. */
export interface RuleDefinition {
  readonly event: RuleEvent;
  readonly scope: RuleScope;
  /** The pattern of `pattern`; what `timeout` expects to see; null elsewhere. */
  readonly match: string | null;
  /** Finished lines, or what the screen shows. */
  readonly look: 'line' | 'screen';
  /** The expression of `metric`. */
  readonly metric: string | null;
  /** `metric`: true for so long; `timeout` and `silence`: after so long. Milliseconds. */
  readonly for: number | null;
  readonly if: string | null;
  /** Lines of commands. Answers and files call it `then`. */
  readonly action: readonly string[];
  /** The action when a metric is back. */
  readonly recover: readonly string[];
  readonly fire: RuleFire;
  /** Milliseconds. */
  readonly cooldown: number | null;
  readonly max_fires: number | null;
  /** `exit`: also what was killed. */
  readonly any_end: boolean;
  /** Asks the operator in the panel before it acts. */
  readonly confirm: boolean;
  /** Fires and tells, but does nothing. */
  readonly dry_run: boolean;
}

export interface RuleScope {
  readonly session: string;
  /** `%N` for one pane, else a label pattern with `*`; null for what is about the session itself. */
  readonly pane: string | null;
}

/** How near one pane is to firing a rule, for gauges. */
export interface RuleProgress {
  readonly tmux_pane: TmuxPaneId;
  /** Null where the expression is more than one comparison, or nothing has been read yet. */
  readonly value: number | null;
  readonly threshold: number | null;
  /** How long it has been true, and how long it has to be. Milliseconds. */
  readonly held_ms: number;
  readonly for_ms: number;
}

/** A rule and how it stands; `ruleAnswer` is what answers give. Times are ISO 8601 UTC with ms. */
export interface Rule extends RuleDefinition {
  readonly rule_id: RuleId;
  readonly name: string;
  readonly owner: Actor;
  /** A command, or a session file. */
  readonly source: 'command' | 'file';
  readonly created_at: string;
  readonly state: RuleState;
  /** While paused: until when; null for until it is resumed. While cooling: until when. */
  readonly until: string | null;
  /** Every time its condition came true, whatever came of it. */
  readonly hits: number;
  readonly fired: number;
  readonly suppressed: number;
  readonly progress: readonly RuleProgress[];
  readonly last_fired_at: string | null;
  readonly last_match: PatternMatch | null;
  /** What the last action that failed said. */
  readonly last_error: string | null;
}

export const FIRING_OUTCOMES = ['running', 'done', 'failed', 'dry_run', 'denied'] as const;
/** `denied`: the operator said no, or nothing in time. */
export type FiringOutcome = (typeof FIRING_OUTCOMES)[number];

/** One time that a rule fired, and what came of it. */
export interface Firing {
  /** The number of its `rule.fired` or `rule.recovered` event. */
  readonly seq: number;
  readonly at: string;
  readonly rule_id: RuleId;
  readonly rule: string;
  readonly session: string | null;
  readonly tmux_pane: TmuxPaneId | null;
  readonly pane_id: PaneNumber | null;
  readonly label: string | null;
  /** The line that matched. */
  readonly line: string | null;
  readonly outcome: FiringOutcome;
  readonly error: string | null;
  /** The panes that its action made. */
  readonly created: readonly TmuxPaneId[];
  /** How many firings led to it, itself included. */
  readonly depth: number;
}

/** A rule with `confirm` asks; no answer in time is a no. */
export interface Question {
  /** The number of its `rule.asked` event. */
  readonly seq: number;
  readonly rule_id: RuleId;
  readonly rule: string;
  readonly tmux_pane: TmuxPaneId | null;
  readonly session: string;
  readonly label: string | null;
  /** What would be done, filled in, as a person reads it. */
  readonly action: readonly string[];
  readonly asked_at: string;
  readonly expires_at: string;
}

export const definitionOfRule = (rule: Rule): RuleDefinition => {
  const { event, scope, match, look, metric, action, recover } = rule;
  const { fire, cooldown, max_fires, any_end, confirm, dry_run } = rule;
  return {
    ...{ event, scope, match, look, metric, for: rule.for, if: rule.if, action, recover },
    ...{ fire, cooldown, max_fires, any_end, confirm, dry_run },
  };
};
