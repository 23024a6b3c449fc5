import { AsyncResource } from 'node:async_hooks';
import type { ExecId, SessionId, TmuxPaneId } from '../../domain/ids.ts';
import type { ProbeReport, Service, ServiceState } from '../../domain/service.ts';
import { type ServiceFacts, type ServiceStep, stepService } from '../../rules/service/step.ts';
import { commandOf } from '../../store/command.ts';
import type { StoreChange } from '../../store/daemon-store.ts';
import { isSame } from '../../store/same.ts';
import { sessionsShowing } from '../../store/select.ts';
import type { PaneState } from '../../store/state.ts';
import type { House } from '../house.ts';
import { dependenciesOf } from './dependencies.ts';
import { startProbe } from './probe.ts';
import { replaceUnready, startAgain } from './restart.ts';
import { logService } from './service-log.ts';
import { isTyping } from './typing.ts';

/** Keeps each service in the state that follows from what is known, and does what that asks for. */
export const createServices = (house: House): { dispose(): void } => new Engine(house);

type ServicePane = PaneState & { readonly service: Service };

/** What only this daemon knows of a service. */
interface Runtime {
  /** Ends the probing; null while nothing is probed. */
  endProbe: (() => void) | null;
  /** What is probed, or was: an exec, or the shell (null); undefined for nothing yet. */
  probed: ExecId | null | undefined;
  proven: ExecId | null | undefined;
  isUnderWay: boolean;
  /** The `exec.ended` that its next state follows from. */
  causedBy: number | null;
}

class Engine {
  readonly #house: House;
  readonly #runtimes = new Map<TmuxPaneId, Runtime>();
  /** Whoever changes the store may be in the middle of a change of his own, which a restart is no part of. */
  readonly #outside = new AsyncResource('services');
  readonly #stop = new AbortController();
  readonly #endStore: () => void;
  readonly #begunAt: string;
  #timer: NodeJS.Timeout | null = null;

  constructor(house: House) {
    this.#house = house;
    this.#begunAt = house.now();
    this.#endStore = house.store.subscribe((change) =>
      this.#outside.runInAsyncScope(() => this.#onChange(change)),
    );
  }

  dispose(): void {
    this.#stop.abort();
    this.#endStore();
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const { endProbe } of this.#runtimes.values()) endProbe?.();
  }

  #onChange({ events }: StoreChange): void {
    for (const event of events) {
      if (event.kind === 'event.logged' && event.event.type === 'exec.ended') this.#noteEnd(event.event);
      if (event.kind === 'server.changed') this.#forgetAll();
    }
    if (events.some(isNews)) this.#lookAtAll();
  }

  /** What follows from an end is told after it, and because of it; the state itself is there before any rule looks. */
  #noteEnd({
    seq,
    tmux_pane: tmuxPane,
  }: {
    readonly seq: number;
    readonly tmux_pane: TmuxPaneId | null;
  }): void {
    const runtime = tmuxPane === null ? undefined : this.#runtimes.get(tmuxPane);
    if (tmuxPane === null || runtime === undefined) return;
    runtime.causedBy = seq;
    const service = this.#house.store.getState().panes[tmuxPane]?.service ?? null;
    if (service !== null && FOLLOWS_AN_END.has(service.state))
      logService(this.#house, tmuxPane, service, seq);
  }

  #forgetAll(): void {
    for (const { endProbe } of this.#runtimes.values()) endProbe?.();
    this.#runtimes.clear();
  }

  #lookAtAll(): void {
    const { panes, link } = this.#house.store.getState();
    // Of what has gone together with its server nothing is over.
    if (link.kind === 'lost') return;
    for (const [tmuxPane, { endProbe }] of this.#runtimes)
      if (panes[tmuxPane] === undefined) {
        endProbe?.();
        this.#runtimes.delete(tmuxPane);
      }
    const wakes = Object.values(panes).flatMap((pane) =>
      isServicePane(pane) ? (this.#look(pane) ?? []) : [],
    );
    this.#wakeAt(wakes.length === 0 ? null : Math.min(...wakes));
  }

  /** Milliseconds since the epoch at which to look again; null for when something happens. */
  #look(pane: ServicePane): number | null {
    const { tmuxPane } = pane;
    const [session] = sessionsShowing(this.#house.store.getState(), tmuxPane);
    if (session === undefined) return null;
    const runtime = this.#runtimeOf(tmuxPane);
    const step = stepService(pane.service, this.#factsOf(pane, session.sessionId, runtime));
    this.#take(pane, runtime, step);
    if (step.effect === 'start') void this.#start(tmuxPane, runtime);
    if (step.effect === 'replace') void replaceUnready(this.#house, tmuxPane, this.#stop.signal);
    this.#probe(tmuxPane, session.sessionId, runtime);
    return step.wakeAtMs;
  }

  #runtimeOf(tmuxPane: TmuxPaneId): Runtime {
    const known = this.#runtimes.get(tmuxPane);
    if (known !== undefined) return known;
    const runtime = {
      ...{ endProbe: null, probed: undefined, proven: undefined },
      ...{ isUnderWay: false, causedBy: null },
    };
    this.#runtimes.set(tmuxPane, runtime);
    return runtime;
  }

  #factsOf(pane: ServicePane, sessionId: SessionId, { proven, isUnderWay }: Runtime): ServiceFacts {
    const state = this.#house.store.getState();
    const { service, execId } = pane;
    const exec = execId === null ? null : (state.execs[execId] ?? null);
    return {
      ...{ exec, proven, hasCommand: commandOf(pane) !== null, nowMs: Date.parse(this.#house.now()) },
      dependencies: dependenciesOf(state, sessionId, service, (each) => isTyping(this.#house, each)),
      isUnderWay: isUnderWay || isTyping(this.#house, pane.tmuxPane),
    };
  }

  #take({ tmuxPane, service }: ServicePane, runtime: Runtime, { service: next }: ServiceStep): void {
    if (isSame(service, next)) return;
    this.#house.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { service: next } }]);
    // What waits from the beginning has told nobody so far for what.
    const isFirstWait = service.waits_for.length === 0 && next.state === 'waiting';
    if ((service.state !== next.state || isFirstWait) && !FOLLOWS_AN_END.has(next.state))
      logService(this.#house, tmuxPane, next, runtime.causedBy);
  }

  async #start(tmuxPane: TmuxPaneId, runtime: Runtime): Promise<void> {
    if (runtime.isUnderWay) return;
    runtime.isUnderWay = true;
    try {
      await startAgain(this.#house, tmuxPane, runtime.causedBy, this.#stop.signal);
    } finally {
      runtime.isUnderWay = false;
      runtime.causedBy = null;
      if (!this.#stop.signal.aborted) this.#lookAtAll();
    }
  }

  /** What is up and not known to be ready is asked, once for each exec. */
  #probe(tmuxPane: TmuxPaneId, sessionId: SessionId, runtime: Runtime): void {
    const { panes, execs } = this.#house.store.getState();
    const pane = panes[tmuxPane];
    const check = pane?.service?.spec.ready ?? null;
    if (pane === undefined || !isServicePane(pane) || check === null) return;
    const exec = pane.execId === null ? null : (execs[pane.execId] ?? null);
    const isUp =
      (pane.service.state === 'starting' || pane.service.state === 'unready') && !pane.service.launching;
    const subject = commandOf(pane) === null ? null : exec?.outcome === 'running' ? exec.exec_id : undefined;
    if (!isUp || subject === undefined) {
      if (pane.service.state !== 'ready') runtime.probed = undefined;
      runtime.endProbe?.();
      runtime.endProbe = null;
      return;
    }
    if (runtime.probed === subject) return;
    runtime.endProbe?.();
    runtime.probed = subject;
    runtime.endProbe = startProbe(this.#house, {
      ...{ check, sessionId, tmuxPane, cwd: pane.cwd ?? '/' },
      isMissed: (exec?.started_at ?? pane.createdAt ?? '') < this.#begunAt,
      fromCursor: subject === null ? 0 : (exec?.first_cursor ?? 0),
      onReport: (report) => this.#report(tmuxPane, subject, report),
    });
  }

  #report(tmuxPane: TmuxPaneId, subject: ExecId | null, report: Omit<ProbeReport, 'at'>): void {
    const runtime = this.#runtimes.get(tmuxPane);
    const service = this.#house.store.getState().panes[tmuxPane]?.service ?? null;
    if (runtime?.probed !== subject || service === null) return;
    if (report.ok) runtime.proven = subject;
    const { ok, said } = report;
    const isNew = service.probe?.ok !== ok || service.probe.said !== said;
    const probe = { ok, said, at: isNew ? this.#house.now() : (service.probe?.at ?? this.#house.now()) };
    const patch = { service: { ...service, probe } };
    this.#outside.runInAsyncScope(() => {
      // What is asked twice a second and always says the same is no news for anybody.
      if (isNew) this.#house.store.apply([{ kind: 'pane.changed', tmuxPane, patch }]);
      if (ok) this.#lookAtAll();
    });
  }

  #wakeAt(atMs: number | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (atMs === null) return;
    const inMs = Math.max(1, atMs - Date.parse(this.#house.now()));
    this.#timer = setTimeout(() => this.#lookAtAll(), Math.min(inMs, LONGEST_TIMER_MS));
    this.#timer.unref();
  }
}

/** A longer timer fires at once (setTimeout in Node's documentation). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const FOLLOWS_AN_END: ReadonlySet<ServiceState> = new Set(['backing_off', 'gave_up']);

const isServicePane = (pane: PaneState): pane is ServicePane => pane.service !== null;

const isNews = ({ kind }: StoreChange['events'][number]): boolean => !FREQUENT.has(kind);

const FREQUENT: ReadonlySet<string> = new Set([
  ...['metrics.sampled', 'output.seen', 'event.logged', 'pattern.matched'],
  ...['rule.changed', 'rule.removed', 'questions.changed', 'health.changed'],
]);
