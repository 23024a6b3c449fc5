import type { WaitAnswer } from '../../commands/context.ts';
import type { Exec } from '../../domain/exec.ts';
import type { ExecId, TmuxPaneId } from '../../domain/ids.ts';
import { isShellMark } from '../../domain/process-mark.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { readinessOf } from '../../domain/service.ts';
import type { Condition } from '../../rules/condition.ts';
import { readingOf } from '../../rules/metric-expression.ts';
import type { PaneState, State } from '../../store/state.ts';
import { isHeldBack } from '../../store/status.ts';
import type { House } from '../house.ts';
import type { RuleBook } from '../rules/book.ts';
import type { LiveRule } from '../rules/live-rule.ts';
import { watchLines } from './line-watch.ts';
import { serverGone } from './server-gone.ts';
import { waitFor } from './wait.ts';

type ConditionHouse = Pick<House, 'outputs' | 'onChange'> & {
  readonly store: Pick<House['store'], 'getState'>;
  readonly rules: { readonly book: Pick<RuleBook, 'has'> };
};
type Standing = WaitAnswer['results'][number]['state'];

/** A condition whose pane or exec was found; `exec` is the one that ran, or ran last, when the wait began. */
export interface BoundCondition {
  readonly text: string;
  readonly condition: Condition;
  readonly tmuxPane: TmuxPaneId | null;
  readonly exec: Exec | null;
  /** Of `fired` only. */
  readonly rule?: LiveRule;
}

export interface WaitRequest {
  readonly mode: 'any' | 'all';
  readonly conditions: readonly BoundCondition[];
  readonly failFast: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

interface Progress {
  state: Standing;
  line: string | null;
  elapsedMs: number | null;
}

/** Waits for several conditions at once. What is true already counts; each is decided at most once. */
export const waitForConditions = (
  house: ConditionHouse,
  request: WaitRequest,
): Promise<Result<WaitAnswer>> => {
  const beganMs = performance.now();
  const progress = request.conditions.map(
    (): Progress => ({ state: 'pending', line: null, elapsedMs: null }),
  );
  const answer = (outcome: WaitAnswer['outcome']): Result<WaitAnswer> =>
    success(answerOf(request, progress, outcome));
  return waitFor<Result<WaitAnswer>>({
    timeoutMs: request.timeoutMs,
    signal: request.signal,
    expired: () => answer('timeout'),
    abandoned: () => answer('timeout'),
    start: (settle) => {
      const decide = (index: number, state: Standing, line: string | null): void => {
        const one = progress[index];
        if (one === undefined || one.state !== 'pending' || state === 'pending') return;
        Object.assign(one, { state, line, elapsedMs: Math.round(performance.now() - beganMs) });
        const outcome = outcomeOf(request, progress);
        if (outcome !== null) settle(answer(outcome));
      };
      const ends = request.conditions.map((each, index) =>
        watchOne(house, each, (state, line) => decide(index, state, line)),
      );
      const lookForServer = (): void => {
        const gone = serverGone(house.store.getState());
        if (gone !== null) settle(failed(gone));
      };
      ends.push(house.onChange(lookForServer));
      lookForServer();
      return () => {
        for (const end of ends) end();
      };
    },
  });
};

const outcomeOf = (
  { mode, failFast }: WaitRequest,
  progress: readonly Progress[],
): 'fulfilled' | 'failed' | null => {
  const states = progress.map(({ state }) => state);
  const isImpossible = states.includes('impossible');
  if (mode === 'any') {
    if (states.includes('fulfilled')) return 'fulfilled';
    return (failFast && isImpossible) || !states.includes('pending') ? 'failed' : null;
  }
  if (states.every((state) => state === 'fulfilled')) return 'fulfilled';
  return isImpossible && (failFast || !states.includes('pending')) ? 'failed' : null;
};

const answerOf = (
  { conditions }: WaitRequest,
  progress: readonly Progress[],
  outcome: WaitAnswer['outcome'],
): WaitAnswer => {
  const results = conditions.map(({ text, tmuxPane, exec }, index) => ({
    condition: text,
    state: progress[index]?.state ?? 'pending',
    tmux_pane: tmuxPane,
    exec_id: exec?.exec_id ?? null,
    line: progress[index]?.line ?? null,
    elapsed_ms: progress[index]?.elapsedMs ?? null,
  }));
  const first = results
    .filter(({ state }) => state === 'fulfilled')
    .toSorted((a, b) => (a.elapsed_ms ?? 0) - (b.elapsed_ms ?? 0))[0];
  return { outcome, first: first?.condition ?? null, results };
};

type Decide = (state: Standing, line: string | null) => void;

const watchOne = (house: ConditionHouse, bound: BoundCondition, decide: Decide): (() => void) => {
  const { condition, tmuxPane } = bound;
  const ends: (() => void)[] = [];
  if (condition.kind === 'pattern' && tmuxPane !== null) {
    ends.push(
      watchLines({
        outputs: house.outputs,
        pane: tmuxPane,
        patterns: [condition.pattern],
        fromCursor: bound.exec?.first_cursor ?? house.outputs.of(tmuxPane)?.record.nextCursor ?? 0,
        onHit: ({ line }) => decide('fulfilled', line),
      }),
    );
  }
  let execId = bound.exec?.exec_id ?? null;
  const look = (): void => {
    const state = house.store.getState();
    execId ??= tmuxPane === null ? null : (state.panes[tmuxPane]?.execId ?? null);
    if (bound.rule !== undefined)
      decide(firedStanding(house, bound.rule), bound.rule.lastMatch?.line ?? null);
    else decide(standingOf(state, bound, execId), null);
  };
  ends.push(house.onChange(look));
  look();
  return () => {
    for (const end of ends) end();
  };
};

const firedStanding = ({ rules }: ConditionHouse, rule: LiveRule): Standing => {
  if (rule.fired > 0) return 'fulfilled';
  return rules.book.has(rule) ? 'pending' : 'impossible';
};

const standingOf = (
  state: State,
  { condition, tmuxPane }: BoundCondition,
  execId: ExecId | null,
): Standing => {
  const pane = tmuxPane === null ? undefined : state.panes[tmuxPane];
  const exec = execId === null ? undefined : state.execs[execId];
  const isRunning = execId !== null && exec?.outcome === 'running';
  const whileThere = (fulfilled: boolean): Standing => {
    if (fulfilled) return 'fulfilled';
    return pane === undefined || pane.dead ? 'impossible' : 'pending';
  };
  switch (condition.kind) {
    case 'exec':
      return isRunning ? 'pending' : 'fulfilled';
    case 'exit':
      if (execId === null) return whileThere(false);
      return isRunning ? 'pending' : 'fulfilled';
    case 'failed':
      if (execId === null || isRunning) return whileThere(false);
      return hasFailed(exec) ? 'fulfilled' : 'impossible';
    case 'pattern':
      return whileThere(false);
    case 'ready':
      return readiness(pane, whileThere);
    case 'status':
      return whileThere(pane?.status === condition.status);
    case 'fired':
      return 'impossible';
    case 'metric':
      return whileThere(condition.metric.test(readingOf(pane?.metrics ?? null)) === true);
  }
};

/** What has a ready check is ready when that says so, and never where it can not come to that any more. */
const readiness = (pane: PaneState | undefined, whileThere: (fulfilled: boolean) => Standing): Standing => {
  const service = pane?.service ?? null;
  if (service === null || (service.ready === null && !isHeldBack(service)))
    return whileThere(pane !== undefined && isReady(pane));
  const standing = readinessOf(service);
  // Of what is started again its pane may be dead for a moment.
  return standing === 'pending' && pane?.dead === false ? whileThere(false) : standing;
};

/** A shell with marks says so itself; of another one it counts that it has the terminal. */
const isReady = ({ ready, status, mark }: PaneState): boolean =>
  ready ?? (status === 'idle' && !isShellMark(mark));

const hasFailed = (exec: Exec | undefined): boolean =>
  exec?.outcome === 'failed' || exec?.outcome === 'timed_out';
