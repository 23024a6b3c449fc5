import type { Observation, ServerIdentity } from '../domain/observation.ts';
import { failed, type Result } from '../domain/result.ts';
import { type AskWays, askListing, askOne } from './ask.ts';
import { serverGone } from './classify.ts';
import type { ControlClient } from './control/client.ts';
import { afterMs } from './deadline.ts';
import { Entrance } from './entrance.ts';
import { attachFactsOf } from './facts.ts';
import { Guard } from './guard.ts';
import { installHooks, removeHooks } from './install-hooks.ts';
import { type ListingAnswer, listingQuery } from './listing.ts';
import { identityOf, Observer } from './observer.ts';
import { runOnce } from './one-shot.ts';
import { awaitOrphans } from './orphans.ts';
import { OutputClients } from './outputs.ts';
import { OwnClients } from './own-clients.ts';
import { hasUnreapedPane, pokeServer } from './poke.ts';
import { isListening, ServerWatch } from './probe.ts';
import { Seating } from './seating.ts';
import type { TmuxEvent, TmuxLink, TmuxOptions } from './tmux.ts';
import { type WantedAttachments, wantedAttachments } from './wanted.ts';

const ANSWER_DEADLINE_MS = 5_000;
const HINT_MS = 15;

interface LinkOptions extends TmuxOptions {
  readonly program: string;
  readonly emit: (event: TmuxEvent) => void;
}

/**
 * Keeps the connection: looks for the server, sits down in a session, moves when that goes, follows what the listings
 * say about where output clients belong.
 *
 *   connecting ─▶ live (seated in a session, or by single processes where no session may hold us)
 *        ▲          │ both clients ended; a listing or a command without an answer for 5 s
 *        │          ▼
 *      absent ◀─ looking  (a session was killed: found again in 3 ms, and `link` never said otherwise)
 */
export class Link {
  link: TmuxLink = { kind: 'connecting' };
  readonly program: string;
  readonly socketPath: string;
  readonly entrance = new Entrance();
  readonly #emit: (event: TmuxEvent) => void;
  readonly #observer: Observer;
  readonly outputs: OutputClients;
  readonly #timers: NodeJS.Timeout[] = [];
  #watch: ServerWatch | null = null;
  #guard: Guard | null = null;
  readonly #seating: Seating;
  readonly #own: OwnClients;
  readonly #deadlineMs: number;
  #looking: Promise<void> | null = null;
  #hooked: string | null = null;
  #isDisposed = false;
  #keepsDead = false;

  constructor({ socketPath, program, emit, flow, answerDeadlineMs = ANSWER_DEADLINE_MS }: LinkOptions) {
    this.socketPath = socketPath;
    this.program = program;
    this.#emit = emit;
    this.#deadlineMs = answerDeadlineMs;
    const changed = () => this.#own.changed(this.#guard);
    this.outputs = new OutputClients({ program, socketPath, emit, changed, flow, entrance: this.entrance });
    this.#seating = new Seating({
      program,
      socketPath,
      changed,
      entrance: this.entrance,
      deadlineMs: answerDeadlineMs,
      woken: async () => {
        await this.#observer.observe(false, performance.now());
      },
      hinted: () => this.#hint(),
      lost: () => void this.lookNow(),
    });
    this.#own = new OwnClients(() => [...this.#seating.pids, ...this.outputs.pids]);
    this.#observer = new Observer({
      socketPath,
      ask: (query) => askListing(this.#ways(), query),
      askOne: (words) => askOne(this.#ways(), words),
      ownPids: () => this.#own.pids,
      observed: (observation, answer, newsAtMs) => this.#observed(observation, answer, newsAtMs),
    });
  }

  start(): void {
    this.#watch = new ServerWatch(this.socketPath, () => {
      if (this.link.kind !== 'live') void this.lookNow();
    });
    const tick = setInterval(() => void this.#tick(), 1_000);
    tick.unref();
    this.#timers.push(tick);
    awaitOrphans(this.socketPath);
    void this.lookNow();
  }

  get isSettled(): boolean {
    return this.#looking === null;
  }

  /** Where a command can run now; waits while that is being found out. Null: there is no server. */
  async way(): Promise<ControlClient | 'one-shot' | null> {
    if (this.#looking !== null) await this.#looking;
    if (this.#seating.seat?.command.isOpen === true) return this.#seating.seat.command;
    if (this.#isDisposed) return null;
    await this.lookNow();
    if (this.link.kind !== 'live') return null;
    return this.#seating.seat?.command ?? 'one-shot';
  }

  /** A client that does not answer is of no use to anybody: it goes, and the next one asks anew. */
  async withDeadline<T>(client: ControlClient, answer: Promise<T>): Promise<T> {
    const callOff = afterMs(this.#deadlineMs, () => {
      if (this.#seating.seat?.command === client) this.#seating.leave();
      client.dispose();
    });
    return answer.finally(callOff);
  }

  async observe(): Promise<Result<Observation>> {
    const way = await this.way();
    return way === null
      ? failed(serverGone('no server listens on the socket'))
      : this.#observer.observe(true);
  }

  lookNow(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#watch?.dispose();
    const command = this.#seating.seat?.command;
    if (command?.isOpen === true) await this.withDeadline(command, removeHooks(command));
    // With its turn nobody of ours is on the way in, which one that leaves would be dangerous for.
    await this.entrance.enter(async () => {
      this.outputs.dispose();
      this.#seating.dispose();
    });
    this.#guard?.dispose();
    // With this one none is leaving: a person's server is as if we had never been.
    await this.entrance.enter(() => Promise.resolve());
  }

  async #look(): Promise<void> {
    for (let attempt = 0; attempt < 5 && !this.#isDisposed; attempt += 1) {
      const answer = await this.#probe();
      if (answer === null)
        return this.#say({ kind: 'absent', reason: 'no tmux server listens on the socket' });
      const wanted = this.#wanted(answer);
      if (await this.#sitDown(wanted)) return this.#arrive(identityOf(answer, this.socketPath));
    }
    this.#say({ kind: 'absent', reason: 'no tmux session would take a client' });
  }

  async #probe(): Promise<ListingAnswer | null> {
    if (!(await isListening(this.socketPath))) return null;
    const query = listingQuery(false);
    const { stdout } = await runOnce(this.program, this.socketPath, query.commands, this.#deadlineMs);
    return query.parse(stdout);
  }

  #wanted(answer: ListingAnswer): WantedAttachments {
    return wantedAttachments(attachFactsOf(answer, this.#seating.seat?.session ?? null, this.#own.pids));
  }

  /** True when we sit where we should, or when there is nowhere to sit. */
  async #sitDown({ host }: WantedAttachments): Promise<boolean> {
    if (host !== null) return this.#seating.sitDown(host);
    this.#seating.leave();
    return true;
  }

  async #arrive(server: ServerIdentity): Promise<void> {
    this.#guard ??= new Guard(this.program, this.socketPath);
    this.#own.changed(this.#guard);
    const identity = `${server.pid} ${server.startTime}`;
    const isNew = this.link.kind !== 'live' || identity !== keyOf(this.link.server);
    if (this.#hooked !== identity && this.#seating.seat !== null) {
      await this.withDeadline(this.#seating.seat.command, installHooks(this.#seating.seat.command));
      this.#hooked = identity;
    }
    if (isNew) this.#say({ kind: 'live', server });
    void this.#observer.observe(true);
  }

  #say(link: TmuxLink): void {
    const isSame = link.kind === 'absent' && this.link.kind === 'absent';
    this.link = link;
    if (link.kind === 'absent') {
      this.#hooked = null;
      this.outputs.dispose();
      this.#seating.leave();
    }
    if (!isSame && !this.#isDisposed) this.#emit({ kind: 'link', link });
  }

  #observed(observation: Observation, answer: ListingAnswer, newsAtMs: number | null): void {
    if (this.#isDisposed || this.link.kind !== 'live') return;
    if (keyOf(observation.server) !== keyOf(this.link.server)) return void this.lookNow();
    this.#own.forgetGone(answer);
    if (hasUnreapedPane(observation)) pokeServer(observation.server.pid);
    const keeping = answer.listing.panes.flatMap((row) => ('remain-on-exit' in row ? [row] : []));
    if (keeping.length > 0) this.#keepsDead = keeping.some((row) => isKeeping(row['remain-on-exit']));
    const wanted = this.#wanted(answer);
    this.outputs.follow(
      wanted.outputs,
      observation.panes.map((pane) => pane.tmuxPane),
    );
    this.#emit({ kind: 'observed', observation, newsAtMs });
    if (wanted.host !== (this.#seating.seat?.session ?? null) && this.#seating.mayTry)
      void this.#move(wanted);
  }

  async #move(wanted: WantedAttachments): Promise<void> {
    if (!(await this.#sitDown(wanted))) return;
    if (this.#seating.seat !== null && this.link.kind === 'live') await this.#arrive(this.link.server);
  }

  async #tick(): Promise<void> {
    if (this.link.kind !== 'live') return;
    if (this.#keepsDead) pokeServer(this.link.server.pid);
    const result = await this.#observer.observe(true);
    if (!result.ok) await this.lookNow();
  }

  /** Hooks tell the same a moment earlier, unless a person's own hook hides ours. */
  #hint(): void {
    this.outputs.stirred();
    const { begun } = this.#observer;
    const newsAtMs = performance.now();
    const timer = setTimeout(() => {
      if (this.#observer.begun === begun && this.link.kind === 'live')
        void this.#observer.observe(false, newsAtMs);
    }, HINT_MS);
    timer.unref();
  }

  #ways(): AskWays {
    return {
      program: this.program,
      socketPath: this.socketPath,
      deadlineMs: this.#deadlineMs,
      command: this.#seating.seat?.command ?? null,
      withDeadline: (client, answer) => this.withDeadline(client, answer),
    };
  }
}

const keyOf = (server: ServerIdentity): string => `${server.pid} ${server.startTime}`;

const isKeeping = (value: string): boolean => value !== '' && value !== '0' && value !== 'off';
