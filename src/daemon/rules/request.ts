import type * as z from 'zod';
import type {
  onExitInput,
  onMetricInput,
  onPaneInput,
  onPatternInput,
  onSilenceInput,
  onTimeoutInput,
} from '../../commands/rules.ts';
import type { RuleDefinition, RuleEvent } from '../../domain/rule.ts';

/** What a command asks for, before its session and pane have been looked up. */
export interface RuleRequest {
  readonly session: string;
  readonly pane: string;
  readonly name: string | null;
  readonly replace: boolean;
  readonly definition: Omit<RuleDefinition, 'scope'>;
}

type Input<Schema extends z.ZodType> = z.output<Schema>;

export const patternRequest = (input: Input<typeof onPatternInput>): RuleRequest =>
  request('pattern', input, {
    match: input.pattern,
    look: input.scope,
    ...(input.scope === 'screen' ? EDGE : {}),
  });

export const exitRequest = (input: Input<typeof onExitInput>): RuleRequest =>
  request('exit', input, { any_end: input.any_end });

export const timeoutRequest = (input: Input<typeof onTimeoutInput>): RuleRequest =>
  request('timeout', input, { for: input.duration, match: input.expect ?? null });

export const metricRequest = (input: Input<typeof onMetricInput>): RuleRequest =>
  request('metric', input, { metric: input.expression, for: input.for ?? null, ...EDGE });

export const silenceRequest = (input: Input<typeof onSilenceInput>): RuleRequest =>
  request('silence', input, { for: input.duration });

export const bellRequest = (input: Input<typeof onPaneInput>): RuleRequest => request('bell', input, {});

export const createdRequest = (input: Input<typeof onPaneInput>): RuleRequest =>
  request('created', input, {});

const EDGE = { fire: 'edge' } as const;

const request = (
  event: RuleEvent,
  input: Input<typeof onPaneInput>,
  own: Partial<RuleDefinition>,
): RuleRequest => ({
  ...{ session: input.session, pane: input.pane, name: input.name ?? null, replace: input.replace },
  definition: {
    ...{ event, match: null, look: 'line', metric: null, for: null, if: input.if ?? null },
    ...{ action: input.action, recover: input.recover ?? [], any_end: false },
    ...{ cooldown: input.cooldown ?? null, max_fires: input.max_fires ?? null },
    ...{ confirm: input.confirm, dry_run: input.dry_run, ...own },
    fire: input.fire ?? own.fire ?? 'each',
  },
});
