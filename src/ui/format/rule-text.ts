import { replicaScope } from '../../domain/replica.ts';
import type { Rule } from '../../domain/rule.ts';
import { spanText } from './amounts.ts';
import { metricOf, togetherOf } from './nearness.ts';

/** What a rule is about, in at most seven columns: `cpu`, `avg mem`, else its event. */
export const kindOf = (rule: Rule): string => {
  const metric = metricOf(rule);
  const together = togetherOf(rule);
  return metric === null
    ? rule.event
    : together === null || metric === 'metric'
      ? metric
      : `${together} ${metric}`;
};

/** When it fires, in one line: `/ERROR/`, `status == 'failed'`, `10m`, `cpu > 80`. Empty where the kind says it all. */
export const conditionOf = (rule: Rule): string =>
  [whenOf(rule), rule.if].filter((part) => part !== null && part !== '').join(' and ');

/** The same as a sentence: `cpu > 80 for 10s`, `pattern /ERROR/`. */
export const fullConditionOf = (rule: Rule): string => {
  const held = rule.event === 'metric' && rule.for !== null ? ` for ${spanText(rule.for)}` : '';
  return rule.event === 'metric'
    ? `${conditionOf(rule)}${held}`
    : `${rule.event} ${conditionOf(rule)}`.trim();
};

const whenOf = (rule: Rule): string => {
  switch (rule.event) {
    case 'pattern':
      return `/${rule.match ?? ''}/`;
    case 'metric':
      return rule.metric ?? '';
    case 'timeout':
      return rule.match === null ? lasting(rule) : `no /${rule.match}/ in ${lasting(rule)}`;
    case 'silence':
      return lasting(rule);
    case 'exit':
      return rule.any_end ? 'also killed' : '';
    default:
      return '';
  }
};

const lasting = (rule: Rule): string => (rule.for === null ? '' : spanText(rule.for));

/** Whom it watches: `worker*`, `%3`; a rule about the session itself watches all of it. */
export const watchedBy = ({ scope }: Rule): string => scope.pane ?? 'session';

/** The same for a narrow column: of `worker,worker-*` what tells it from `worker`. */
export const watchedShort = (rule: Rule): string => {
  const scope = watchedBy(rule);
  const [label = ''] = scope.split(',');
  return scope === replicaScope(label) ? `${label},-*` : scope;
};

/** What was settled beside the condition, for the full view. */
export const optionsOf = (rule: Rule): readonly string[] => [
  rule.fire,
  ...(rule.look === 'screen' ? ['looks at the screen'] : []),
  ...(rule.cooldown === null ? [] : [`cooldown ${spanText(rule.cooldown)}`]),
  ...(rule.max_fires === null ? [] : [`at most ${rule.max_fires}`]),
  ...(rule.confirm ? ['asks first'] : []),
  ...(rule.dry_run ? ['dry run'] : []),
];
