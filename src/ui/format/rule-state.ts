import type { Rule, RuleProgress, RuleState } from '../../domain/rule.ts';
import type { Symbols } from '../theme/symbols.ts';
import { leftText, spanText } from './amounts.ts';
import type { Tone } from './line.ts';
import { nearnesses } from './nearness.ts';

export const TONE_OF_RULE: Readonly<Record<RuleState, Tone>> = {
  armed: 'dim',
  pending: 'warn',
  cooling: 'accent',
  spent: 'dim',
  paused: 'odd',
  tripped: 'bad',
};

export const shapeOfRule = (state: RuleState, symbols: Symbols): string => symbols[state];

export interface StateText {
  readonly text: string;
  readonly tone: Tone;
}

/** The state in at most 12 columns: `held 4s/10s`, `cooling 12s`, `paused 8m`, `✖ failed`; empty for armed. */
export const ruleStateText = (rule: Rule, nowMs: number, symbols: Symbols): StateText => {
  const tone = TONE_OF_RULE[rule.state];
  switch (rule.state) {
    case 'pending':
      return { text: heldText(nearnesses(rule)[0]?.progress), tone };
    case 'paused':
      return { text: `paused ${leftText(rule.until, nowMs)}`.trimEnd(), tone };
    case 'tripped':
      return { text: 'tripped', tone };
    default:
      if (rule.last_error !== null) return { text: `${symbols.failed} failed`, tone: 'bad' };
      return { text: restText(rule, nowMs), tone };
  }
};

/** `held 4s/10s`: how long it has been true of how long it has to be. */
export const heldText = (progress: RuleProgress | undefined): string => {
  if (progress === undefined) return 'pending';
  const { held_ms, for_ms } = progress;
  return for_ms === 0 ? 'pending' : `held ${spanText(Math.min(held_ms, for_ms))}/${spanText(for_ms)}`;
};

const restText = (rule: Rule, nowMs: number): string => {
  if (rule.state === 'cooling') return `cooling ${leftText(rule.until, nowMs)}`.trimEnd();
  if (rule.state === 'spent') return 'spent';
  if (rule.dry_run) return 'dry run';
  return rule.confirm ? 'asks first' : '';
};
