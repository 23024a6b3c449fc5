import * as z from 'zod';
import { RULE_FIRES } from '../domain/rule.ts';
import { duration, newRuleName, paneArgument, plainText, sessionArgument } from './arguments.ts';
import { command } from './definition.ts';

const FAMILY = 'Rules';

const MAKE_ERRORS = [
  'session_not_found',
  'pane_not_found',
  'label_ambiguous',
  'rule_exists',
  'invalid_rule',
  'invalid_pattern',
  'invalid_expression',
] as const;

const scopePane = paneArgument.describe(
  'a pane number or %N for that one pane, a label for whoever bears it, worker* or * for all that match, now and later, or several of these with commas',
);
const actionText = plainText(16_384).min(1);
const action = z
  .union([actionText, z.array(actionText).min(1).max(32)])
  .transform((given) => (typeof given === 'string' ? [given] : given))
  .describe('panectl commands joined by &&, filled in with {{ session }}, {{ pane }}, {{ line }} and others');
const patternText = z.string().min(1).max(1_000).describe('RE2 syntax');
const expression = plainText(2_000).min(1);

/** Options that every rule takes (contract, section 4). */
const ruleOptions = {
  name: newRuleName.optional().describe('a name to find it by; its id unless given'),
  if: expression.optional().describe('only where this holds, like "status == \'failed\'"'),
  fire: z.enum(RULE_FIRES).optional().describe('each time, once per pane, or on the edge'),
  cooldown: duration.optional().describe('rest so long after a firing'),
  max_fires: z.coerce.number().int().min(1).max(1_000_000).optional().describe('at most so often in all'),
  recover: action.optional().describe('what to do when it is over again'),
  confirm: z.boolean().default(false).describe('ask the operator in the panel first'),
  dry_run: z.boolean().default(false).describe('tell of the firing, do nothing'),
  replace: z.boolean().default(false).describe('put it in the place of a rule of this name'),
};

const placed = { session: sessionArgument, pane: scopePane };
const shape = { family: FAMILY, effect: 'write', errors: MAKE_ERRORS } as const;

export const onPatternInput = z.object({
  ...placed,
  pattern: patternText,
  action,
  scope: z
    .enum(['line', 'screen'])
    .default('line')
    .describe(
      'line: each finished line once, and an unfinished last one after 150 ms; screen: what it shows',
    ),
  ...ruleOptions,
});

export const onPattern = command({
  name: 'on-pattern',
  aliases: ['pane-on-pattern'],
  summary: 'Act when a new line matches',
  positionals: ['session', 'pane', 'pattern', 'action'],
  input: onPatternInput,
  examples: ["panectl on-pattern build web 'ready on port (?<port>\\d+)' \"notify 'web is up'\""],
  run: (context, input) => context.rules.onPattern(input),
  ...shape,
});

export const paneWatchAsync = command({
  name: 'pane-watch-async',
  summary: 'Act on the first new line that matches, once in all',
  positionals: ['session', 'pane', 'pattern', 'action'],
  input: onPatternInput,
  run: (context, input) => context.rules.onPattern({ ...input, max_fires: 1 }),
  ...shape,
});

export const onExitInput = z.object({
  ...placed,
  action,
  any_end: z.boolean().default(false).describe('also when it was killed'),
  ...ruleOptions,
});

export const onExit = command({
  name: 'on-exit',
  aliases: ['pane-on-exit'],
  summary: 'Act when a command has ended by itself or by a time limit',
  positionals: ['session', 'pane', 'action'],
  input: onExitInput,
  examples: ["panectl on-exit build '*' 'pane-kill {{ session }} {{ pane }}' --if \"status == 'completed'\""],
  run: (context, input) => context.rules.onExit(input),
  ...shape,
});

export const onTimeoutInput = z.object({
  ...placed,
  duration,
  action,
  expect: patternText.optional().describe('a line that should have come by then'),
  ...ruleOptions,
});

export const onTimeout = command({
  name: 'on-timeout',
  aliases: ['pane-on-timeout'],
  summary: 'Act when a command runs longer, or an expected line has not come in time',
  positionals: ['session', 'pane', 'duration', 'action'],
  input: onTimeoutInput,
  examples: ["panectl on-timeout build test 10m 'pane-send-keys {{ session }} {{ pane }} C-c'"],
  run: (context, input) => context.rules.onTimeout(input),
  ...shape,
});

export const onMetricInput = z.object({
  ...placed,
  expression: expression.describe(
    "like 'cpu > 80', 'memory > 500M' or, of all panes together, 'avg(cpu) > 80'",
  ),
  action,
  for: duration.optional().describe('true for so long'),
  ...ruleOptions,
});

export const onMetric = command({
  name: 'on-metric',
  summary: 'Act when CPU or memory of a pane crosses a threshold',
  details:
    'CPU in per cent of one core, memory in bytes (500M, 2G), both of the whole process tree. avg(), min(), max() and sum() are of all panes that live in the scope together, and replicas in --if is how many these are.',
  positionals: ['session', 'pane', 'expression', 'action'],
  input: onMetricInput,
  examples: [
    "panectl on-metric build 'worker*' 'cpu > 80' 'pane-create {{ session }} worker --unique' --for 10s",
  ],
  run: (context, input) => context.rules.onMetric(input),
  ...shape,
});

export const onSilenceInput = z.object({ ...placed, duration, action, ...ruleOptions });

export const onSilence = command({
  name: 'on-silence',
  summary: 'Act when a pane has printed nothing for so long',
  positionals: ['session', 'pane', 'duration', 'action'],
  input: onSilenceInput,
  run: (context, input) => context.rules.onSilence(input),
  ...shape,
});

export const onPaneInput = z.object({ ...placed, action, ...ruleOptions });

export const onBell = command({
  name: 'on-bell',
  summary: 'Act when a pane rings the bell',
  positionals: ['session', 'pane', 'action'],
  input: onPaneInput,
  run: (context, input) => context.rules.onBell(input),
  ...shape,
});

export const onCreated = command({
  name: 'on-created',
  summary: 'Act when a pane is made',
  positionals: ['session', 'pane', 'action'],
  input: onPaneInput,
  run: (context, input) => context.rules.onCreated(input),
  ...shape,
});
