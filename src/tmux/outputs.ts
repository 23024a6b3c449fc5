import type { SessionId, TmuxPaneId } from '../domain/ids.ts';
import { BackOff } from './back-off.ts';
import { ControlClient } from './control/client.ts';
import type { Entrance } from './entrance.ts';
import { createFlow, FLOW_LIMITS, type Flow, type FlowLimits } from './flow.ts';
import { Quiet } from './quiet.ts';
import { resumePane } from './resume.ts';
import type { GapCause, TmuxEvent } from './tmux.ts';

interface OutputsOptions {
  readonly program: string;
  readonly socketPath: string;
  readonly emit: (event: TmuxEvent) => void;
  readonly entrance: Entrance;
  /** A client came or went, for whatever reason. */
  readonly changed: () => void;
  readonly flow: FlowLimits | undefined;
}

/**
 * One control client for each session whose output is watched: tmux sends `%output` only to clients of a session that
 * has the window. A pane that prints faster than it can be read for long is paused and looked at now and then, which
 * bounds what the server keeps for us; `pause-after` does the same should this process stand still.
 */
export class OutputClients {
  readonly #options: OutputsOptions;
  readonly #clients = new Map<SessionId, ControlClient>();
  /** A window of two sessions is told twice: its pane's bytes are taken from the client that told them first. */
  readonly #sources = new Map<TmuxPaneId, ControlClient>();
  readonly #leaving = new WeakSet<ControlClient>();
  readonly #backOff = new BackOff<SessionId>();
  readonly #flow: Flow;
  readonly #paused = new Map<TmuxPaneId, NodeJS.Timeout>();
  /** Panes of sessions that threw our client out, until it is back. */
  readonly #missed = new Map<SessionId, readonly TmuxPaneId[]>();
  #listed: readonly TmuxPaneId[] = [];
  #wanted: readonly SessionId[] = [];
  #entering: Promise<void> | null = null;
  readonly #quiet = new Quiet<SessionId>(() => void this.#attachNext());

  constructor(options: OutputsOptions) {
    this.#options = options;
    this.#flow = createFlow(options.flow ?? FLOW_LIMITS);
  }

  get pids(): readonly number[] {
    return [...this.#clients.values()].flatMap(({ pid }) => (pid === null ? [] : [pid]));
  }

  /** Attaches where it is missing and leaves where it is not wanted. `panes`: all that exist. */
  follow(wanted: readonly SessionId[], panes: readonly TmuxPaneId[]): void {
    this.#forgetPanes(panes);
    this.#backOff.keepOnly(wanted);
    this.#quiet.keepOnly(wanted);
    for (const session of this.#missed.keys()) if (!wanted.includes(session)) this.#missed.delete(session);
    for (const [session, client] of this.#clients)
      if (!wanted.includes(session)) this.#leave(session, client);
    // What was there before us is listened to at once: its shells and leaders may be saying how they ended.
    if (this.#wanted.length === 0) for (const session of wanted) this.#quiet.hurry(session);
    this.#wanted = wanted;
    void this.#attachNext();
  }

  /** Somebody changes something just now. */
  stirred(): void {
    this.#quiet.stirred();
  }

  /** Attaches there at once. True when its output is being listened to; false where that fails, or nothing is wanted. */
  async hear(session: SessionId): Promise<boolean> {
    // A session without a client of its own may show another one's windows.
    const sessions = this.#wanted.includes(session) ? [session] : this.#wanted;
    for (const one of sessions) this.#quiet.hurry(one);
    await this.#attachNext();
    // A round that was at its end when it was asked to hurry.
    if (sessions.some((one) => !this.#clients.has(one))) await this.#attachNext();
    const ready = await Promise.all(
      sessions.map((one) => this.#clients.get(one)?.ready ?? Promise.resolve(false)),
    );
    return ready.length > 0 && ready.every(Boolean);
  }

  dispose(): void {
    this.follow([], []);
    this.#quiet.dispose();
  }

  /** Only what was listed before: output of a new pane may come before the listing that has it. */
  #forgetPanes(panes: readonly TmuxPaneId[]): void {
    const existing = new Set(panes);
    for (const pane of this.#listed) {
      if (existing.has(pane)) continue;
      this.#sources.delete(pane);
      this.#flow.forget(pane);
      this.#wake(pane);
    }
    this.#listed = panes;
  }

  #wake(pane: TmuxPaneId): void {
    clearTimeout(this.#paused.get(pane));
    this.#paused.delete(pane);
  }

  #leave(session: SessionId, client: ControlClient): void {
    this.#forget(session, client);
    this.#seeOff(client);
  }

  /** In its turn: tmux tells all others of one that goes. What it still says is nobody's. */
  #seeOff(client: ControlClient): void {
    this.#leaving.add(client);
    void this.#options.entrance.change(async () => {
      client.dispose();
      await client.gone;
    });
  }

  /** One after the other, for the reason that `entrance.ts` tells. */
  #attachNext(): Promise<void> {
    this.#entering ??= this.#attachAll().finally(() => {
      this.#entering = null;
    });
    return this.#entering;
  }

  async #attachAll(): Promise<void> {
    while (this.#missing() !== undefined) {
      await this.#options.entrance.enter(async () => {
        // Looked for again: it may have gone while others went in.
        const session = this.#missing();
        return session === undefined ? false : this.#attach(session).ready;
      });
    }
  }

  #missing(): SessionId | undefined {
    const nowMs = performance.now();
    return this.#wanted.find(
      (one) => !this.#clients.has(one) && this.#backOff.mayTry(one, nowMs) && this.#quiet.mayEnter(one),
    );
  }

  #attach(session: SessionId): ControlClient {
    const { program, socketPath } = this.#options;
    const sinceMs = performance.now();
    const client: ControlClient = new ControlClient({
      program,
      socketPath,
      attach: ['attach-session', '-E', '-f', 'ignore-size,pause-after=60', '-t', `${session}:`],
      on: {
        output: (tmuxPane, bytes, ageMs) => this.#take(client, tmuxPane, bytes, ageMs),
        paused: (tmuxPane) => {
          // tmux 3.8 tells our own pauses so as well.
          if (!this.#paused.has(tmuxPane)) this.#resume(client, tmuxPane, 'behind', performance.now());
        },
        // detach-on-destroy off moves a client to another session, which has a client of its own.
        notice: (name, [to]) => {
          if (name === 'session-changed' && to !== session) this.#seeOff(client);
        },
        ended: () => this.#lost(session, client, sinceMs),
      },
    });
    this.#clients.set(session, client);
    this.#options.changed();
    void client.ready.then((isReady) => isReady && this.#tellMissed(session));
    return client;
  }

  #take(client: ControlClient, tmuxPane: TmuxPaneId, bytes: Buffer, ageMs: number): void {
    if (this.#leaving.has(client)) return;
    const source = this.#sources.get(tmuxPane);
    if (source === undefined) this.#sources.set(tmuxPane, client);
    else if (source !== client) return;
    this.#options.emit({ kind: 'output', tmuxPane, bytes, readAtMs: client.readAtMs });
    // What was on its way when the pane was paused.
    if (this.#paused.has(tmuxPane)) return;
    const nowMs = performance.now();
    const pauseMs = this.#flow.took(tmuxPane, bytes.length, ageMs, nowMs);
    if (pauseMs !== null) this.#pause(client, tmuxPane, pauseMs, nowMs);
  }

  /** Never `off`: with output queued that ends a server older than 3.7 (`control_discard_pane`). */
  #pause(client: ControlClient, tmuxPane: TmuxPaneId, pauseMs: number, nowMs: number): void {
    const timer = setTimeout(() => this.#resume(client, tmuxPane, 'flood', nowMs), pauseMs);
    this.#paused.set(tmuxPane, timer.unref());
    void client.send(`refresh-client -A '${tmuxPane}:pause'`);
  }

  #resume(client: ControlClient, tmuxPane: TmuxPaneId, cause: GapCause, pausedAtMs: number): void {
    resumePane(client, tmuxPane, (view) => {
      this.#wake(tmuxPane);
      if (this.#sources.get(tmuxPane) !== client) return;
      const pausedMs = Math.round(performance.now() - pausedAtMs);
      this.#options.emit({ kind: 'gap', tmuxPane, cause, pausedMs, view });
    });
  }

  /** It ended without our doing: `attach -d` of a person's, or its session went. */
  #lost(session: SessionId, client: ControlClient, sinceMs: number): void {
    if (this.#clients.get(session) !== client) return;
    const nowMs = performance.now();
    this.#backOff.failed(session, nowMs - sinceMs, nowMs);
    this.#missed.set(session, this.#forget(session, client));
  }

  /** Told when we are back: if the session has gone instead, nothing of it was missed. */
  #tellMissed(session: SessionId): void {
    for (const tmuxPane of this.#missed.get(session) ?? [])
      if (this.#listed.includes(tmuxPane))
        this.#options.emit({ kind: 'gap', tmuxPane, cause: 'detached', pausedMs: 0, view: null });
    this.#missed.delete(session);
  }

  #forget(session: SessionId, client: ControlClient): readonly TmuxPaneId[] {
    this.#clients.delete(session);
    const panes = [...this.#sources].filter(([, source]) => source === client).map(([pane]) => pane);
    for (const pane of panes) {
      this.#sources.delete(pane);
      this.#wake(pane);
    }
    this.#options.changed();
    return panes;
  }
}
