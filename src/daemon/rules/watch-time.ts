import type { Exec } from '../../domain/exec.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { NEW_HOLD } from '../../rules/hold.ts';
import type { State } from '../../store/state.ts';
import type { Hit } from './hit.ts';
import { type LiveRule, marksOf } from './live-rule.ts';
import type { Placement } from './scopes.ts';

/** Waits for what does not happen in time: the end of an exec, an expected line, any output at all. */
export interface TimeWatch {
  place(placement: Placement): void;
  printed(tmuxPane: TmuxPaneId): void;
  dispose(): void;
}

interface Needs {
  readonly getState: () => State;
  readonly onHit: (rule: LiveRule, hit: Hit) => void;
  /** Whether the output of this exec, as far as it is held, has what the rule expects. */
  readonly hasPrinted: (exec: Exec, rule: LiveRule) => boolean;
}

type Timers = Map<LiveRule, Map<TmuxPaneId, Wait>>;

interface Wait {
  timer: NodeJS.Timeout;
  /** Since when the pane has been silent. */
  sinceMs: number;
  exec: Exec | null;
}

/** A longer timer fires at once (setTimeout in Node's documentation). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const createTimeWatch = (needs: Needs): TimeWatch => {
  const waits: Timers = new Map();
  let silent: ReadonlyMap<TmuxPaneId, readonly LiveRule[]> = new Map();
  const drop = (rule: LiveRule, tmuxPane: TmuxPaneId): void => {
    clearTimeout(waits.get(rule)?.get(tmuxPane)?.timer);
    waits.get(rule)?.delete(tmuxPane);
    if (waits.get(rule)?.size === 0) waits.delete(rule);
  };
  const wait = (rule: LiveRule, tmuxPane: TmuxPaneId, one: Omit<Wait, 'timer'>, dueMs: number): void => {
    drop(rule, tmuxPane);
    const delayMs = Math.min(LONGEST_TIMER_MS, Math.max(0, dueMs - Date.now()));
    const timer = setTimeout(() => due(rule, tmuxPane), delayMs).unref();
    const panes = waits.get(rule) ?? new Map<TmuxPaneId, Wait>();
    waits.set(rule, panes.set(tmuxPane, { ...one, timer }));
  };
  const listen = (rule: LiveRule, tmuxPane: TmuxPaneId, sinceMs: number): void =>
    wait(rule, tmuxPane, { sinceMs, exec: null }, sinceMs + (rule.definition.for ?? 0));
  const due = (rule: LiveRule, tmuxPane: TmuxPaneId): void => {
    const one = waits.get(rule)?.get(tmuxPane);
    if (one === undefined) return;
    const forMs = rule.definition.for ?? 0;
    const leftMs = (one.exec === null ? one.sinceMs : Date.parse(one.exec.started_at)) + forMs - Date.now();
    if (leftMs > 0) wait(rule, tmuxPane, one, Date.now() + leftMs);
    else over(rule, tmuxPane, one);
  };
  const over = (rule: LiveRule, tmuxPane: TmuxPaneId, one: Wait): void => {
    drop(rule, tmuxPane);
    if (one.exec !== null) {
      timeOut(needs, rule, tmuxPane, one.exec);
      return;
    }
    marksOf(rule, tmuxPane).hold = { sinceMs: one.sinceMs, hasFired: true };
    needs.onHit(rule, hitOf(tmuxPane, `silent for ${(rule.definition.for ?? 0) / 1_000} s`));
  };
  const follow = (rule: LiveRule, tmuxPane: TmuxPaneId): void => {
    const exec = runningIn(needs.getState(), tmuxPane);
    const known = waits.get(rule)?.get(tmuxPane)?.exec ?? null;
    // What was expected of an exec that has ended can still be missed.
    if (exec === null && (rule.compiled.pattern === null || known === null)) drop(rule, tmuxPane);
    if (exec === null || exec.exec_id === known?.exec_id) return;
    const dueMs = Date.parse(exec.started_at) + (rule.definition.for ?? 0);
    const hasFired = marksOf(rule, tmuxPane).timedOut === exec.exec_id;
    if (!hasFired) wait(rule, tmuxPane, { sinceMs: 0, exec }, dueMs);
  };
  /** Silence counts from when the rule comes to the pane. */
  const begin = (rule: LiveRule, tmuxPane: TmuxPaneId): void => {
    const isWaiting = waits.get(rule)?.has(tmuxPane) === true;
    if (!isWaiting && !marksOf(rule, tmuxPane).hold.hasFired) listen(rule, tmuxPane, Date.now());
  };
  const place = (placement: Placement): void => {
    for (const [rule, panes] of waits)
      for (const tmuxPane of panes.keys())
        if (placement.get(tmuxPane)?.includes(rule) !== true) drop(rule, tmuxPane);
    silent = withEvent(placement, 'silence');
    for (const [tmuxPane, rules] of silent) for (const rule of rules) begin(rule, tmuxPane);
    for (const [tmuxPane, rules] of withEvent(placement, 'timeout'))
      for (const rule of rules) follow(rule, tmuxPane);
  };
  return {
    place,
    printed: (tmuxPane) => {
      for (const rule of silent.get(tmuxPane) ?? []) {
        const one = waits.get(rule)?.get(tmuxPane);
        // Only noted: the timer looks again when it is due.
        if (one !== undefined) one.sinceMs = Date.now();
        else {
          marksOf(rule, tmuxPane).hold = NEW_HOLD;
          listen(rule, tmuxPane, Date.now());
        }
      }
    },
    dispose: () => place(new Map()),
  };
};

const timeOut = (needs: Needs, rule: LiveRule, tmuxPane: TmuxPaneId, exec: Exec): void => {
  const marks = marksOf(rule, tmuxPane);
  marks.timedOut = exec.exec_id;
  const { match } = rule.definition;
  if (match !== null && (marks.expectedIn === exec.exec_id || needs.hasPrinted(exec, rule))) return;
  const reason =
    match === null ? `${exec.exec_id} runs for too long` : `${exec.exec_id} has not printed it in time`;
  needs.onHit(rule, hitOf(tmuxPane, reason));
};

const hitOf = (tmuxPane: TmuxPaneId, reason: string): Hit => ({
  ...{ tmuxPane, kind: 'fire', line: null, cause: null, reason },
});

export const runningIn = (state: State, tmuxPane: TmuxPaneId): Exec | null => {
  const execId = state.panes[tmuxPane]?.execId ?? null;
  const exec = execId === null ? undefined : state.execs[execId];
  return exec?.outcome === 'running' ? exec : null;
};

const withEvent = (placement: Placement, event: 'silence' | 'timeout') => {
  const found = new Map<TmuxPaneId, readonly LiveRule[]>();
  for (const [tmuxPane, rules] of placement) {
    const of = rules.filter(({ definition }) => definition.event === event);
    if (of.length > 0) found.set(tmuxPane, of);
  }
  return found;
};
