import type { Suppression } from '../../rules/brakes.ts';
import type { House } from '../house.ts';
import { aboutRule, eventOf } from './firing.ts';
import type { LiveRule } from './live-rule.ts';
import type { FiredValues } from './values.ts';

/** Tells of hits that were held back: the first of each reason at once, the rest counted, at most one event a second. */
export interface SuppressionLog {
  note(rule: LiveRule, values: FiredValues, reason: Suppression, causedBy: number | null): void;
  dispose(): void;
}

interface Held {
  count: number;
  timer: NodeJS.Timeout;
  tell: () => void;
}

const PAUSE_MS = 1_000;

export const createSuppressionLog = (log: House['log']): SuppressionLog => {
  const held = new Map<string, Held>();
  const tell = (
    rule: LiveRule,
    values: FiredValues,
    reason: Suppression,
    causedBy: number | null,
    count: number,
  ): void =>
    void log({
      ...eventOf('rule.suppressed', rule, values),
      caused_by: causedBy,
      data: { ...aboutRule(rule), reason, count },
    });
  return {
    note: (rule, values, reason, causedBy) => {
      const key = `${rule.id} ${reason}`;
      const known = held.get(key);
      if (known !== undefined) {
        known.count += 1;
        known.tell = () => tell(rule, values, reason, causedBy, known.count);
        return;
      }
      tell(rule, values, reason, causedBy, 1);
      const timer = setTimeout(() => {
        const one = held.get(key);
        held.delete(key);
        if (one !== undefined && one.count > 0) one.tell();
      }, PAUSE_MS).unref();
      held.set(key, { count: 0, timer, tell: () => undefined });
    },
    dispose: () => {
      for (const { timer } of held.values()) clearTimeout(timer);
      held.clear();
    },
  };
};
