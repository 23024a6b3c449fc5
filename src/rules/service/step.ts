import type { Exec } from '../../domain/exec.ts';
import type { ExecId } from '../../domain/ids.ts';
import type { Dependency, Service, ServiceState } from '../../domain/service.ts';
import { delayOf, hasRunWell } from './back-off.ts';

/** All that a service's state follows from. */
export interface ServiceFacts {
  /** The running or the last exec of its pane; null where it ran none. */
  readonly exec: Exec | null;
  /** Whether the pane is a command of its own; what runs in a shell may end without anything being over. */
  readonly hasCommand: boolean;
  /** All that it depends on, as it is now. */
  readonly dependencies: readonly Dependency[];
  /** The exec (null: the shell) that its ready check has said yes to; undefined where it has not. */
  readonly proven: ExecId | null | undefined;
  /** Whether somebody is starting it just now. */
  readonly isUnderWay: boolean;
  readonly nowMs: number;
}

export interface ServiceStep {
  readonly service: Service;
  /** `start`: its pane's command again; `replace`: ends what runs there, as it is not ready in time. */
  readonly effect: 'start' | 'replace' | null;
  /** When time alone would change something. */
  readonly wakeAtMs: number | null;
}

/** What becomes of a service by what is known now. Nothing but its own state and the facts decide. */
export const stepService = (service: Service, facts: ServiceFacts): ServiceStep => {
  const { exec, hasCommand } = facts;
  if (service.state === 'waiting' || service.state === 'blocked') {
    if (exec === null || !hasCommand) return stepWaiting(service, facts);
  }
  if (!hasCommand) return stepUp(settled(service, facts), facts, null);
  if (exec === null) return stepLaunch(service, facts);
  const isNew = exec.exec_id !== service.exec_id;
  if (exec.outcome === 'running') return stepUp(isNew ? adopted(service, exec, facts) : service, facts, exec);
  if (isNew || (!service.launching && UP.has(service.state))) return stepEnded(service, exec, facts);
  return service.launching ? stepLaunch(service, facts) : stepDown(service, facts);
};

const UP: ReadonlySet<ServiceState> = new Set(['starting', 'running', 'ready', 'unready', 'stopping']);

const stay = (service: Service, wakeAtMs: number | null = null): ServiceStep => ({
  service,
  effect: null,
  wakeAtMs,
});

const stepWaiting = (service: Service, { dependencies, nowMs, hasCommand }: ServiceFacts): ServiceStep => {
  if (dependencies.every(({ state }) => state === 'fulfilled'))
    return hasCommand
      ? { service: launched(service, nowMs), effect: 'start', wakeAtMs: null }
      : stay(moved({ ...service, waits_for: [] }, upState(service), nowMs, null));
  const isBlocked = dependencies.some(({ state }) => state === 'impossible');
  return stay(moved({ ...service, waits_for: dependencies }, isBlocked ? 'blocked' : 'waiting', nowMs, null));
};

/** On its way, unless whoever was starting it has ended in the middle of that. */
const stepLaunch = (service: Service, { isUnderWay }: ServiceFacts): ServiceStep =>
  isUnderWay || !service.launching ? stay(service) : { service, effect: 'start', wakeAtMs: null };

const launched = (service: Service, nowMs: number): Service => ({
  ...moved(service, 'starting', nowMs, null),
  ...{ waits_for: [], next_at: null, launching: true, probe: null },
  ready: service.ready === null ? null : false,
});

const upState = ({ spec }: Service): ServiceState => (spec.ready === null ? 'running' : 'starting');

/** A start that was none of ours begins the counting anew. */
const adopted = (service: Service, exec: Exec, { nowMs }: ServiceFacts): Service => ({
  ...moved(service, upState(service), nowMs, null),
  ...{ exec_id: exec.exec_id, waits_for: [], next_at: null, launching: false, probe: null },
  restarts: service.launching ? service.restarts : 0,
  ready: service.ready === null ? null : false,
});

/** A shell is there from the beginning: nothing has to be started. */
const settled = (service: Service, { nowMs }: ServiceFacts): Service => {
  const there = service.launching ? { ...service, launching: false } : service;
  const isPlain = there.state === 'starting' && there.spec.ready === null;
  return isPlain ? moved(there, 'running', nowMs, null) : there;
};

const stepUp = (service: Service, facts: ServiceFacts, exec: Exec | null): ServiceStep => {
  const { ready: check } = service.spec;
  if (check === null || service.state === 'ready' || service.state === 'stopping') return stay(service);
  const { proven, nowMs } = facts;
  if (proven !== undefined && proven === (exec?.exec_id ?? null))
    return stay({ ...moved(service, 'ready', nowMs, null), ready: true });
  if (check.timeout === null || service.state === 'unready') return stay(service);
  const dueMs = Date.parse(exec?.started_at ?? service.since) + check.timeout;
  if (nowMs < dueMs) return stay(service, dueMs);
  const reason = `not ready in ${check.timeout / 1_000} s`;
  const isReplaced = exec !== null && service.spec.restart.policy !== 'no';
  return {
    service: moved(service, 'unready', nowMs, reason),
    effect: isReplaced ? 'replace' : null,
    wakeAtMs: null,
  };
};

const stepEnded = (service: Service, exec: Exec, facts: ServiceFacts): ServiceStep => {
  const { nowMs } = facts;
  // Its next exec follows at once.
  if (exec.ended_by === 'respawn') return stay(service);
  const over: Service = {
    ...service,
    ...{ exec_id: exec.exec_id, launching: false, next_at: null, waits_for: [] },
    ready: service.ready === null ? null : false,
  };
  const reason = endText(exec);
  // Whoever ended it meant it.
  if (exec.ended_by === 'kill' || exec.ended_by === 'scale')
    return stay(moved(over, 'completed', nowMs, 'it was ended by hand'));
  const { policy, max_restarts } = service.spec.restart;
  const verdict = verdictOn(exec);
  if (!(policy === 'always' || (policy === 'on_failure' && verdict === 'failed')))
    return stay(moved(over, verdict, nowMs, verdict === 'completed' ? null : reason));
  const restarts = hasRunWell(service.spec.restart, exec) ? 0 : service.restarts;
  if (restarts >= max_restarts)
    return stay(moved({ ...over, restarts }, 'gave_up', nowMs, `${reason}, after ${restarts} restarts`));
  const dueMs = nowMs + delayOf(service.spec.restart, restarts);
  const next_at = new Date(dueMs).toISOString();
  return stay(moved({ ...over, restarts, next_at }, 'backing_off', nowMs, reason), dueMs);
};

/** `ended` and `lost` are no evidence for anything. */
const verdictOn = ({ outcome }: Exec): 'completed' | 'failed' | 'unknown' => {
  if (outcome === 'completed') return 'completed';
  return outcome === 'failed' || outcome === 'timed_out' ? 'failed' : 'unknown';
};

const endText = ({ outcome, exit_code, signal }: Exec): string => {
  if (outcome === 'timed_out') return 'not ready in time';
  if (signal !== null) return `ended by ${signal}`;
  return exit_code === null ? 'ended, nobody knows how' : `ended with ${exit_code}`;
};

const stepDown = (service: Service, { nowMs }: ServiceFacts): ServiceStep => {
  if (service.state !== 'backing_off' || service.next_at === null) return stay(service);
  const dueMs = Date.parse(service.next_at);
  if (nowMs < dueMs) return stay(service, dueMs);
  const again = { ...launched(service, nowMs), restarts: service.restarts + 1 };
  return { service: again, effect: 'start', wakeAtMs: null };
};

const moved = (service: Service, state: ServiceState, nowMs: number, reason: string | null): Service =>
  service.state === state && service.reason === reason
    ? service
    : { ...service, state, reason, since: new Date(nowMs).toISOString() };
