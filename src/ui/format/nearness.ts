import type { Rule, RuleProgress } from '../../domain/rule.ts';

/** How near one pane is to firing a rule on a metric. */
export interface Nearness {
  readonly progress: RuleProgress;
  /** 1 where the condition is true, else how much of the way there the reading is; null where nobody can say. */
  readonly share: number | null;
}

/** Panes of a rule, the nearest to firing first. */
export const nearnesses = (rule: Rule): readonly Nearness[] =>
  rule.progress
    .map((progress) => ({ progress, share: shareOf(rule, progress) }))
    .toSorted((a, b) => b.progress.held_ms - a.progress.held_ms || (b.share ?? -1) - (a.share ?? -1) || 0);

const shareOf = (rule: Rule, { value, threshold, held_ms }: RuleProgress): number | null => {
  if (held_ms > 0) return 1;
  if (value === null || threshold === null) return null;
  const share = isBelow(rule) ? threshold / Math.max(value, 1e-9) : value / Math.max(threshold, 1e-9);
  return Math.min(1, Math.max(0, share));
};

/** `cpu < 20` comes nearer as the reading falls. Only asked where the expression is one comparison. */
export const isBelow = ({ metric }: Rule): boolean => metric !== null && /^[^<>]*</.test(metric);

/** `avg` where it is asked of all its panes together; null where each pane is asked for itself. */
export const togetherOf = ({ event, metric }: Rule): string | null =>
  event === 'metric' ? (/\b(avg|min|max|sum)\s*\(/.exec(metric ?? '')?.[1] ?? null) : null;

/** What a rule on a metric measures, as the column of kinds calls it; null for any other rule. */
export const metricOf = ({ event, metric }: Rule): 'cpu' | 'mem' | 'metric' | null => {
  if (event !== 'metric') return null;
  if (/^\W*(\w+\()?\s*mem/i.test(metric ?? '')) return 'mem';
  return /^\W*(\w+\()?\s*cpu/i.test(metric ?? '') ? 'cpu' : 'metric';
};

/** The rule that an operator should look at first: pending, else the reading that is nearest to its threshold. */
export const nearestRule = (rules: readonly Rule[]): Rule | null => {
  let best: Rule | null = null;
  let most = -1;
  for (const rule of rules) {
    const score = scoreOf(rule);
    if (score > most) [best, most] = [rule, score];
  }
  return best;
};

/** In tenths, so that two rules of much the same load do not take turns with every reading. */
const scoreOf = (rule: Rule): number => {
  const [nearest] = rule.state === 'armed' || rule.state === 'pending' ? nearnesses(rule) : [];
  if (rule.state === 'pending') return 30 + 10 * heldShare(nearest?.progress);
  return nearest?.share === undefined || nearest.share === null
    ? SCORES[rule.state]
    : 10 + Math.floor(nearest.share * 10);
};

const SCORES = { armed: 5, pending: 30, cooling: 4, tripped: 3, paused: 2, spent: 1 } as const;

const heldShare = (progress: RuleProgress | undefined): number =>
  progress === undefined || progress.for_ms === 0 ? 0 : Math.min(1, progress.held_ms / progress.for_ms);
