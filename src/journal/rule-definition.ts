import {
  RULE_EVENTS,
  RULE_FIRES,
  type RuleDefinition,
  type RuleEvent,
  type RuleFire,
  type RuleScope,
} from '../domain/rule.ts';
import { isRecord } from './row.ts';

/** Null for anything that is no definition: a rule that is half understood must not act. */
export const definitionOf = (value: unknown): RuleDefinition | null => {
  if (!isRecord(value)) return null;
  const scope = scopeOf(value.scope);
  const { event, fire, look } = value;
  if (scope === null || !isEvent(event) || !isFire(fire) || (look !== 'line' && look !== 'screen'))
    return null;
  const texts = textsOf(value);
  const numbers = numbersOf(value);
  const actions = actionsOf(value);
  const flags = flagsOf(value);
  if (texts === null || numbers === null || actions === null || flags === null) return null;
  return { event, scope, fire, look, ...texts, ...numbers, ...actions, ...flags };
};

type Value = Readonly<Record<string, unknown>>;

const isEvent = (value: unknown): value is RuleEvent => RULE_EVENTS.some((event) => event === value);
const isFire = (value: unknown): value is RuleFire => RULE_FIRES.some((fire) => fire === value);

const scopeOf = (value: unknown): RuleScope | null => {
  if (!isRecord(value) || typeof value.session !== 'string' || !isTextOrNull(value.pane)) return null;
  return { session: value.session, pane: value.pane };
};

const textsOf = ({ match, metric, if: condition }: Value) =>
  isTextOrNull(match) && isTextOrNull(metric) && isTextOrNull(condition)
    ? { match, metric, if: condition }
    : null;

const numbersOf = ({ for: held, cooldown, max_fires }: Value) =>
  isCountOrNull(held) && isCountOrNull(cooldown) && isCountOrNull(max_fires)
    ? { for: held, cooldown, max_fires }
    : null;

const actionsOf = (value: Value) => {
  const { action, recover } = value;
  return isTexts(action) && isTexts(recover) ? { action, recover } : null;
};

const flagsOf = ({ any_end, confirm, dry_run }: Value) =>
  typeof any_end === 'boolean' && typeof confirm === 'boolean' && typeof dry_run === 'boolean'
    ? { any_end, confirm, dry_run }
    : null;

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

const isCountOrNull = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
