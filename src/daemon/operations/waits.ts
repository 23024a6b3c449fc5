import type * as z from 'zod';
import type { WaitAnswer, WaitsPort, WatchAnswer } from '../../commands/context.ts';
import type {
  paneWaitInput,
  paneWatchDeadlineInput,
  paneWatchInput,
  waitInput,
} from '../../commands/pane-wait.ts';
import type { Exec } from '../../domain/exec.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { type Condition, parseCondition } from '../../rules/condition.ts';
import { compilePattern, type Pattern } from '../../rules/pattern.ts';
import type { CallScope, House } from '../house.ts';
import { type BoundCondition, waitForConditions } from '../waits/conditions.ts';
import { findExec, untilEnded } from '../waits/exec-end.ts';
import { watchPane } from '../waits/watch.ts';
import { execTimeout } from './exec-timeout.ts';
import { locatePane } from './locate.ts';

export const waitsPort = (house: House, scope: CallScope): WaitsPort => ({
  watch: (input) => watch(house, scope, input),
  watchDeadline: (input) => watchDeadline(house, scope, input),
  paneEnd: (input) => paneEnd(house, scope, input),
  execTimeout: (input) => execTimeout(house, scope, input),
  any: (input) => waitConditions(house, scope, input, 'any'),
  all: (input) => waitConditions(house, scope, input, 'all'),
});

type WatchInput = z.output<typeof paneWatchInput>;

const watch = async (house: House, scope: CallScope, input: WatchInput): Promise<Result<WatchAnswer>> => {
  const pattern = compilePattern(input.pattern);
  if (!pattern.ok) return pattern;
  const stops = compileAll(input.stop);
  if (!stops.ok) return stops;
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  return watchPane(house, {
    pane: target.value.pane.tmuxPane,
    pattern: pattern.value,
    stops: stops.value,
    since: input.since,
    timeoutMs: input.timeout,
    signal: scope.signal,
  });
};

const compileAll = (sources: readonly string[]): Result<readonly Pattern[]> => {
  const patterns: Pattern[] = [];
  for (const source of sources) {
    const pattern = compilePattern(source);
    if (!pattern.ok) return pattern;
    patterns.push(pattern.value);
  }
  return success(patterns);
};

const watchDeadline = (
  house: House,
  scope: CallScope,
  { deadline, ...input }: z.output<typeof paneWatchDeadlineInput>,
): Promise<Result<WatchAnswer>> =>
  watch(house, scope, { ...input, timeout: Math.max(0, Date.parse(deadline) - Date.parse(house.now())) });

const paneEnd = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneWaitInput>,
): Promise<Result<Exec>> => {
  const target = await locatePane(house, scope, input);
  if (!target.ok) return target;
  const { execId, tmuxPane } = target.value.pane;
  const exec = execId === null ? null : findExec(house, execId);
  if (exec === null)
    return failed(
      failure('exec_not_found', `nothing was ever run in ${tmuxPane}`, 'pane-exec runs something', {
        tmux_pane: tmuxPane,
      }),
    );
  return untilEnded(house, exec, input.timeout, scope.signal);
};

const waitConditions = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof waitInput>,
  mode: 'any' | 'all',
): Promise<Result<WaitAnswer>> => {
  const conditions: BoundCondition[] = [];
  for (const text of input.conditions) {
    const parsed = parseCondition(text);
    if (!parsed.ok) return parsed;
    const bound = await bind(house, scope, text, parsed.value);
    if (!bound.ok) return bound;
    conditions.push(bound.value);
  }
  const { timeout: timeoutMs, fail_fast: failFast } = input;
  return waitForConditions(house, { mode, conditions, failFast, timeoutMs, signal: scope.signal });
};

const bind = async (
  house: House,
  scope: CallScope,
  text: string,
  condition: Condition,
): Promise<Result<BoundCondition>> => {
  if (condition.kind === 'fired') {
    const rule = house.rules.book.find(condition.rule);
    return rule.ok ? success({ text, condition, tmuxPane: null, exec: null, rule: rule.value }) : rule;
  }
  if (condition.kind === 'exec') {
    const exec = findExec(house, condition.execId);
    return exec === null
      ? failed(
          failure('exec_not_found', `there is no exec ${condition.execId}`, 'panectl exec-list shows them'),
        )
      : success({ text, condition, tmuxPane: exec.tmux_pane, exec });
  }
  const target = await locatePane(house, scope, condition.target);
  if (!target.ok) return target;
  const { tmuxPane, execId } = target.value.pane;
  return success({ text, condition, tmuxPane, exec: execId === null ? null : findExec(house, execId) });
};
