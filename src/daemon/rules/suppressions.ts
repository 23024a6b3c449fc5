import type { Suppression } from '../../rules/brakes.ts';
import type { House } from '../house.ts';
import { aboutRule, eventOf } from './firing.ts';
import type { LiveRule } from './live-rule.ts';
import type { FiredValues } from './values.ts';

/**
 * Tells of hits that were held back: the first of each reason at once, the rest counted in one event after a second, and
 * for as long as they go on after twice as long each time: a rule that is spent is held back for ever.
 */
export interface SuppressionLog {
  note(rule: Suppressed, values: Place, reason: Suppression, causedBy: number | null): void;
  dispose(): void;
}

type Suppressed = Pick<LiveRule, 'id' | 'name'>;
type Place = Pick<FiredValues, 'session' | 'pane' | 'pane_id' | 'label'>;

interface Held {
  count: number;
  timer: NodeJS.Timeout;
  tell: () => void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60 * 1_000;

export const createSuppressionLog = (log: House['log']): SuppressionLog => {
  const held = new Map<string, Held>();
  const tell = (
    rule: Suppressed,
    values: Place,
    reason: Suppression,
    causedBy: number | null,
    count: number,
  ): void =>
    void log({
      ...eventOf('rule.suppressed', rule, values),
      caused_by: causedBy,
      data: { ...aboutRule(rule), reason, count },
    });
  const wait = (key: string, pauseMs: number): Held => {
    const timer = setTimeout(() => {
      const one = held.get(key);
      held.delete(key);
      if (one === undefined || one.count === 0) return;
      one.tell();
      held.set(key, wait(key, Math.min(pauseMs * 2, LONGEST_PAUSE_MS)));
    }, pauseMs).unref();
    return { count: 0, timer, tell: () => undefined };
  };
  return {
    note: (rule, values, reason, causedBy) => {
      const key = `${rule.id} ${reason}`;
      const known = held.get(key);
      if (known === undefined) {
        tell(rule, values, reason, causedBy, 1);
        held.set(key, wait(key, FIRST_PAUSE_MS));
        return;
      }
      known.count += 1;
      known.tell = () => tell(rule, values, reason, causedBy, known.count);
    },
    dispose: () => {
      for (const { timer } of held.values()) clearTimeout(timer);
      held.clear();
    },
  };
};
