import type { RuleDefinition } from '../domain/rule.ts';

/** What no rule may exceed (contract, section 4, "Brakes"). */
export interface RuleLimits {
  /** A firing that was caused by so many firings before it is the last of its cascade. */
  readonly maxCascade: number;
  /** More firings than this within the window trip the rule. */
  readonly maxFirings: number;
  readonly windowMs: number;
  /** Panes of one session that rules may have made. */
  readonly maxPanes: number;
  /** How long a rule rests after a firing, where it does not say so itself; null for not at all. */
  readonly cooldownMs: number | null;
}

export const RULE_LIMITS: RuleLimits = {
  ...{ maxCascade: 16, maxFirings: 30, windowMs: 10_000, maxPanes: 64, cooldownMs: null },
};

/** Why a hit does not become a firing. */
export type Suppression = 'paused' | 'tripped' | 'max_fires' | 'cooldown' | 'cascade' | 'rate';

/** What the brakes look at, of one rule. */
export interface BrakeState {
  readonly isPaused: boolean;
  readonly isTripped: boolean;
  readonly fired: number;
  readonly coolingUntilMs: number;
  /** When it fired within the window, oldest first. */
  readonly recentMs: readonly number[];
}

export const suppressionOf = (
  { max_fires }: Pick<RuleDefinition, 'max_fires'>,
  state: BrakeState,
  /** How many firings led to this one, itself included. */
  depth: number,
  nowMs: number,
  limits: RuleLimits,
): Suppression | null => {
  if (state.isTripped) return 'tripped';
  if (state.isPaused) return 'paused';
  if (max_fires !== null && state.fired >= max_fires) return 'max_fires';
  if (nowMs < state.coolingUntilMs) return 'cooldown';
  if (depth > limits.maxCascade) return 'cascade';
  return withinWindow(state.recentMs, nowMs, limits).length >= limits.maxFirings ? 'rate' : null;
};

export const withinWindow = (
  recentMs: readonly number[],
  nowMs: number,
  { windowMs }: RuleLimits,
): readonly number[] => recentMs.filter((atMs) => nowMs - atMs < windowMs);
