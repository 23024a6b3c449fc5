import { failure } from '../../domain/failure.ts';
import type { RuleId } from '../../domain/ids.ts';
import { byLikeness } from '../../domain/nearest.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { LiveRule } from './live-rule.ts';

/** The rules that stand, by id and by name. */
export interface RuleBook {
  all(): readonly LiveRule[];
  /** By name or id; `rule_not_found` with the names that exist instead. */
  find(text: string): Result<LiveRule>;
  named(name: string): LiveRule | undefined;
  has(rule: LiveRule): boolean;
  add(rule: LiveRule): void;
  remove(rule: LiveRule): void;
  clear(): void;
}

export const createRuleBook = (): RuleBook => {
  const rules = new Map<RuleId, LiveRule>();
  const names = new Map<string, LiveRule>();
  return {
    all: () => [...rules.values()],
    find: (text) => {
      const found = names.get(text) ?? [...rules.values()].find(({ id }) => id === text);
      return found === undefined ? failed(noSuchRule(text, [...names.keys()])) : success(found);
    },
    named: (name) => names.get(name),
    has: (rule) => rules.get(rule.id) === rule,
    add: (rule) => {
      rules.set(rule.id, rule);
      names.set(rule.name, rule);
    },
    remove: (rule) => {
      rules.delete(rule.id);
      if (names.get(rule.name) === rule) names.delete(rule.name);
    },
    clear: () => {
      rules.clear();
      names.clear();
    },
  };
};

const MOST_NAMED = 20;

const noSuchRule = (text: string, names: readonly string[]) => {
  const rules = byLikeness(text, names).slice(0, MOST_NAMED);
  const hint =
    rules.length === 0
      ? 'there are no rules; on-pattern makes one'
      : `there is ${rules.slice(0, 3).join(', ')}`;
  return failure('rule_not_found', `there is no rule ${JSON.stringify(text.slice(0, 80))}`, hint, { rules });
};
