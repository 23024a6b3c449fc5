import type { RuleEvent } from '../domain/rule.ts';

/** The names that expressions and actions know (contract, section 4). Unknown is null. */
export interface RuleValues {
  readonly session: string | null;
  /** `%N`. */
  readonly pane: string | null;
  readonly pane_id: number | null;
  readonly label: string | null;
  readonly status: string | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly line: string | null;
  /** Per cent of one core. */
  readonly cpu: number | null;
  /** Bytes. */
  readonly memory: number | null;
  /** How many panes that live a rule on a metric watches. */
  readonly replicas: number | null;
  /** State of the pane's service, as `gave_up`. */
  readonly service: string | null;
  readonly rule: string | null;
  /** By number from `1` and by name; groups that took no part are left out. */
  readonly match: Readonly<Record<string, string>>;
}

export type ValueName = Exclude<keyof RuleValues, 'match'>;

export const VALUE_NAMES: readonly ValueName[] = [
  'session',
  'pane',
  'pane_id',
  'label',
  'status',
  'exit_code',
  'signal',
  'line',
  'cpu',
  'memory',
  'replicas',
  'service',
  'rule',
];

/** What is known of a rule when it is made: which names it can use. */
export interface RuleFacts {
  readonly event: RuleEvent;
  /** Names and numbers of the groups of its pattern (`Pattern.groups`). */
  readonly groups: readonly string[];
}

/** Null, or why there will never be such a value: only a line that was matched has a text and groups, for one. */
export const absence = (
  { event, groups }: RuleFacts,
  name: string,
  group: string | null,
): { readonly message: string; readonly hint: string | null } | null => {
  if (name === 'replicas' && event !== 'metric')
    return { message: `replicas is not known to a rule on ${event}`, hint: 'only a metric counts its panes' };
  if (name !== 'line' && name !== 'match') return null;
  if (event !== 'pattern')
    return { message: `${name} is not known to a rule on ${event}`, hint: 'only a pattern has a line' };
  if (group === null || groups.includes(group)) return null;
  return {
    message: `the pattern has no group ${group}`,
    hint: groups.length === 0 ? 'a group is (…) or (?<name>…)' : `it has ${groups.join(', ')}`,
  };
};
