import type { SessionId } from '../domain/ids.ts';
import type { Observation, ServerIdentity } from '../domain/observation.ts';
import { failed, type Result } from '../domain/result.ts';
import { serverGone } from './classify.ts';
import type { ControlClient, LineAnswer } from './control/client.ts';
import { diesWithUs } from './control/spawn.ts';
import { attachFactsOf } from './facts.ts';
import { Guard } from './guard.ts';
import { channelOf, installCommands, leftoverCommands, removeCommands } from './hooks.ts';
import { type ListingAnswer, type ListingQuery, listingQuery } from './listing.ts';
import { identityOf, Observer } from './observer.ts';
import { runOnce } from './one-shot.ts';
import { OutputClients } from './outputs.ts';
import { hasUnreapedPane, pokeServer } from './poke.ts';
import { isListening, ServerWatch } from './probe.ts';
import { commandLine } from './quote.ts';
import { Seat } from './seat.ts';
import type { TmuxEvent, TmuxLink } from './tmux.ts';
import { type WantedAttachments, wantedAttachments } from './wanted.ts';

const ANSWER_DEADLINE_MS = 5_000;
const HINT_MS = 15;

interface LinkOptions {
  readonly socketPath: string;
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
  readonly #emit: (event: TmuxEvent) => void;
  readonly #observer: Observer;
  readonly #outputs: OutputClients;
  readonly #timers: NodeJS.Timeout[] = [];
  #watch: ServerWatch | null = null;
  #guard: Guard | null = null;
  #seat: Seat | null = null;
  /** On its way in: attached or not yet. */
  #nextSeat: Seat | null = null;
  /** Also of clients that we have just ended: tmux lists them for a moment more, and they are nobody's. */
  readonly #pids = new Set<number>();
  #looking: Promise<void> | null = null;
  #hooked: string | null = null;
  #isDisposed = false;
  #keepsDead = false;

  constructor({ socketPath, program, emit }: LinkOptions) {
    this.socketPath = socketPath;
    this.program = program;
    this.#emit = emit;
    this.#outputs = new OutputClients({ program, socketPath, emit, changed: () => this.#watchClients() });
    this.#observer = new Observer({
      socketPath,
      ask: (query) => this.#askListing(query),
      askOne: (words) => this.#askOne(words),
      ownPids: () => this.#ownPids(),
      observed: (observation, answer) => this.#observed(observation, answer),
    });
  }

  start(): void {
    this.#watch = new ServerWatch(this.socketPath, () => {
      if (this.link.kind !== 'live') void this.lookNow();
    });
    const tick = setInterval(() => void this.#tick(), 1_000);
    tick.unref();
    this.#timers.push(tick);
    void this.lookNow();
  }

  /** Where a command can run now; waits while that is being found out. Null: there is no server. */
  async way(): Promise<ControlClient | 'one-shot' | null> {
    if (this.#looking !== null) await this.#looking;
    if (this.#seat?.command.isOpen === true) return this.#seat.command;
    if (this.#isDisposed) return null;
    await this.lookNow();
    if (this.link.kind !== 'live') return null;
    return this.#seat?.command ?? 'one-shot';
  }

  /** A client that does not answer is of no use to anybody: it goes, and the next one asks anew. */
  async withDeadline(client: ControlClient, answer: Promise<LineAnswer>): Promise<LineAnswer> {
    const timer = setTimeout(() => {
      if (this.#seat?.command === client) this.#leaveSeat();
      client.dispose();
    }, ANSWER_DEADLINE_MS);
    timer.unref();
    return answer.finally(() => clearTimeout(timer));
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
    const command = this.#seat?.command;
    if (command?.isOpen === true) {
      const removed = removeCommands(process.pid).map((words) => command.send(commandLine(words)));
      await this.withDeadline(
        command,
        Promise.all(removed).then(() => ({ isLost: false, replies: [] })),
      );
    }
    this.#outputs.dispose();
    this.#leaveSeat();
    this.#guard?.dispose();
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
    const { stdout } = await runOnce(this.program, this.socketPath, query.commands);
    return query.parse(stdout);
  }

  #wanted(answer: ListingAnswer): WantedAttachments {
    return wantedAttachments(attachFactsOf(answer, this.#seat?.session ?? null, this.#ownPids()));
  }

  /** True when we sit where we should, or when there is nowhere to sit. */
  async #sitDown({ host }: WantedAttachments): Promise<boolean> {
    if (host === null) {
      this.#leaveSeat();
      return true;
    }
    if (this.#seat?.command.isOpen === true && this.#seat.session === host) return true;
    const seat = this.#newSeat(host);
    this.#nextSeat = seat;
    this.#watchClients();
    const isReady = await seat.ready;
    this.#nextSeat = null;
    if (!isReady || this.#isDisposed) {
      seat.dispose();
      return false;
    }
    this.#leaveSeat();
    this.#seat = seat;
    this.#watchClients();
    return true;
  }

  #newSeat(session: SessionId): Seat {
    const seat: Seat = new Seat({
      program: this.program,
      socketPath: this.socketPath,
      session,
      channel: channelOf(process.pid),
      woken: async () => {
        await this.#observer.observe(false);
      },
      hinted: () => this.#hint(),
      ended: () => {
        if (this.#seat !== seat) return;
        this.#seat = null;
        if (!this.#isDisposed) void this.lookNow();
      },
    });
    return seat;
  }

  #leaveSeat(): void {
    const seat = this.#seat;
    this.#seat = null;
    seat?.dispose();
  }

  async #arrive(server: ServerIdentity): Promise<void> {
    this.#guard ??= new Guard(this.program, this.socketPath);
    const identity = `${server.pid} ${server.startTime}`;
    const isNew = this.link.kind !== 'live' || identity !== keyOf(this.link.server);
    if (this.#hooked !== identity && this.#seat !== null) {
      await this.#installHooks(this.#seat.command);
      this.#hooked = identity;
    }
    if (isNew) this.#say({ kind: 'live', server });
    void this.#observer.observe(true);
  }

  async #installHooks(client: ControlClient): Promise<void> {
    const shown = await Promise.all(['-g', '-gw'].map((flag) => client.send(`show-hooks ${flag}`)));
    const lines = shown.flatMap(({ replies }) => replies.flatMap((reply) => reply.lines.map(String)));
    const commands = [...leftoverCommands(lines, isAlive), ...installCommands(process.pid)];
    await Promise.all(commands.map((words) => client.send(commandLine(words))));
  }

  #say(link: TmuxLink): void {
    const isSame = link.kind === 'absent' && this.link.kind === 'absent';
    this.link = link;
    if (link.kind === 'absent') {
      this.#hooked = null;
      this.#outputs.dispose();
      this.#leaveSeat();
    }
    if (!isSame && !this.#isDisposed) this.#emit({ kind: 'link', link });
  }

  #observed(observation: Observation, answer: ListingAnswer): void {
    if (this.#isDisposed || this.link.kind !== 'live') return;
    if (keyOf(observation.server) !== keyOf(this.link.server)) return void this.lookNow();
    this.#forgetPids(answer);
    if (hasUnreapedPane(observation)) pokeServer(observation.server.pid);
    this.#keepsDead = answer.listing.panes.some(
      (row) => 'remain-on-exit' in row && isKeeping(row['remain-on-exit']),
    );
    const wanted = this.#wanted(answer);
    this.#outputs.follow(wanted.outputs);
    this.#emit({ kind: 'observed', observation });
    if (wanted.host !== (this.#seat?.session ?? null)) void this.#move(wanted);
  }

  async #move(wanted: WantedAttachments): Promise<void> {
    if (!(await this.#sitDown(wanted))) return;
    if (this.#seat !== null && this.link.kind === 'live') await this.#arrive(this.link.server);
  }

  async #tick(): Promise<void> {
    if (this.link.kind !== 'live') return;
    if (this.#keepsDead) pokeServer(this.link.server.pid);
    const result = await this.#observer.observe(true);
    if (!result.ok) await this.lookNow();
  }

  /** Hooks tell the same a moment earlier, unless a person's own hook hides ours. */
  #hint(): void {
    const { begun } = this.#observer;
    const timer = setTimeout(() => {
      if (this.#observer.begun === begun && this.link.kind === 'live') void this.#observer.observe(false);
    }, HINT_MS);
    timer.unref();
  }

  async #askListing(query: ListingQuery): Promise<string | null> {
    const command = this.#seat?.command;
    if (command === undefined) return (await runOnce(this.program, this.socketPath, query.commands)).stdout;
    const line = query.commands.map(commandLine).join(' ; ');
    const { isLost, replies } = await this.withDeadline(command, command.send(line, query.commands.length));
    if (isLost) return null;
    return Buffer.concat(
      replies.flatMap((reply) => reply.lines.flatMap((text) => [text, LINE_FEED])),
    ).toString();
  }

  async #askOne(words: readonly string[]): Promise<readonly string[] | null> {
    const command = this.#seat?.command;
    if (command === undefined) {
      const { ok, stdout } = await runOnce(this.program, this.socketPath, [words]);
      return ok && stdout !== '' ? [stdout] : null;
    }
    const { replies } = await this.withDeadline(command, command.send(commandLine(words)));
    const [reply] = replies;
    return reply?.ok === true ? reply.lines.map((line) => line.toString()) : null;
  }

  #ownPids(): ReadonlySet<number> {
    return this.#pids;
  }

  #livingPids(): readonly number[] {
    return [...(this.#seat?.pids ?? []), ...(this.#nextSeat?.pids ?? []), ...this.#outputs.pids];
  }

  #watchClients(): void {
    const pids = this.#livingPids();
    for (const pid of pids) this.#pids.add(pid);
    if (!diesWithUs) this.#guard?.watch(pids);
  }

  #forgetPids(answer: ListingAnswer): void {
    const kept = new Set([
      ...this.#livingPids(),
      ...answer.listing.clients.map((client) => Number(client.client_pid)),
    ]);
    for (const pid of this.#pids) if (!kept.has(pid)) this.#pids.delete(pid);
  }
}

const LINE_FEED = Buffer.from('\n');

const keyOf = (server: ServerIdentity): string => `${server.pid} ${server.startTime}`;

const isKeeping = (value: string): boolean => value !== '' && value !== '0' && value !== 'off';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
