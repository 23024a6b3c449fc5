import type { ExecId } from './ids.ts';

/**
 * A pane that somebody relies upon: when it may start, how one knows that it is ready, and what happens when it ends.
 * JSON values throughout, as answers, the store and the journal have them. Durations in milliseconds.
 */
export interface Service {
  readonly spec: ServiceSpec;
  readonly state: ServiceState;
  /** ISO 8601 UTC. */
  readonly since: string;
  /** Which exec that is about; null before the first one. */
  readonly exec_id: ExecId | null;
  /** Whether it is being started just now: its next exec is on the way. */
  readonly launching: boolean;
  /** Of its `ready` check; null where it has none. */
  readonly ready: boolean | null;
  /** What it depends on, as far as that goes; empty once it has started. */
  readonly waits_for: readonly Dependency[];
  /** How often it was started again since it last ran well. */
  readonly restarts: number;
  /** When it is started again. */
  readonly next_at: string | null;
  /** What the last look at its readiness said. */
  readonly probe: ProbeReport | null;
  /** Why it is in this state, where the state alone does not say it. */
  readonly reason: string | null;
}

export const SERVICE_STATES = [
  'waiting',
  'blocked',
  'starting',
  'running',
  'ready',
  'unready',
  'backing_off',
  'gave_up',
  'stopping',
  'completed',
  'failed',
  'unknown',
] as const;
/**
 * `blocked`: what it waits for can not come true as things are; `starting`: runs, and is not ready yet; `running`: runs,
 * and has no ready check; `unready`: its time to become ready is over; `unknown`: it ended, and nobody knows how.
 */
export type ServiceState = (typeof SERVICE_STATES)[number];

export interface ServiceSpec {
  readonly ready: ReadyCheck | null;
  /** Labels of its session, and what each has to be first. */
  readonly depends_on: Readonly<Record<string, DependsCondition>>;
  readonly restart: RestartPolicy;
  readonly stop: StopWay | null;
  readonly scale: ScaleRange | null;
}

export const READY_KINDS = ['log', 'exec', 'http', 'tcp', 'idle'] as const;
export type ReadyKind = (typeof READY_KINDS)[number];

export interface ReadyCheck {
  readonly kind: ReadyKind;
  /** A pattern, a command line, a URL, `port` or `host:port`, a duration: as it was written. */
  readonly value: string;
  /** How long it may take; null: as long as it likes. */
  readonly timeout: number | null;
}

export const DEPENDS_CONDITIONS = ['started', 'ready', 'completed'] as const;
export type DependsCondition = (typeof DEPENDS_CONDITIONS)[number];

export interface Dependency {
  readonly label: string;
  readonly condition: DependsCondition;
  readonly state: 'pending' | 'fulfilled' | 'impossible';
}

export const RESTART_POLICIES = ['no', 'on_failure', 'always'] as const;

export interface RestartPolicy {
  readonly policy: (typeof RESTART_POLICIES)[number];
  /** Before the first restart; doubled for each one after it, up to `max_delay`. */
  readonly delay: number;
  readonly max_delay: number;
  readonly max_restarts: number;
}

export const NO_RESTART: RestartPolicy = { policy: 'no', delay: 1_000, max_delay: 60_000, max_restarts: 10 };

/** How it is ended: tmux's key names, or a signal's name without SIG, and how long that may take until it is killed. */
export interface StopWay {
  readonly keys: readonly string[];
  readonly signal: string | null;
  readonly grace: number;
}

/** Signals that may end something, without SIG. */
export const STOP_SIGNALS = ['TERM', 'INT', 'QUIT', 'HUP', 'KILL', 'USR1', 'USR2'] as const;

export interface ScaleRange {
  readonly min: number;
  readonly max: number;
  /** Expressions over the readings of all replicas together; null: never by itself. */
  readonly up: string | null;
  readonly down: string | null;
  readonly for: number;
  readonly cooldown: number;
}

export const PLAIN_SERVICE: ServiceSpec = {
  ...{ ready: null, depends_on: {}, restart: NO_RESTART, stop: null, scale: null },
};

/** As it is before anything has been looked at: with nothing to wait for, whoever makes it starts it as well. */
export const newService = (spec: ServiceSpec, at: string): Service => ({
  ...{ spec, since: at, exec_id: null, ready: spec.ready === null ? null : false },
  ...(dependsOnNothing(spec)
    ? { state: 'starting', launching: true }
    : { state: 'waiting', launching: false }),
  ...{ waits_for: [], restarts: 0, next_at: null, probe: null, reason: null },
});

const dependsOnNothing = ({ depends_on }: ServiceSpec): boolean => Object.keys(depends_on).length === 0;

/** Whether its ready check has been passed, or can still be; one that waits for others may start yet. */
export const readinessOf = ({ state, ready, spec }: Service): Dependency['state'] => {
  if (ready === true) return 'fulfilled';
  if (state === 'blocked') return 'impossible';
  if (ready === null) return state === 'waiting' ? 'pending' : 'fulfilled';
  if (state === 'unready') return spec.restart.policy === 'no' ? 'impossible' : 'pending';
  return NEVER_READY.has(state) ? 'impossible' : 'pending';
};

const NEVER_READY: ReadonlySet<ServiceState> = new Set([
  ...(['gave_up', 'completed', 'failed', 'unknown'] as const),
]);

export interface ProbeReport {
  readonly at: string;
  readonly ok: boolean;
  /** `connection refused`, `exit 1`, `HTTP 503`. */
  readonly said: string;
}
