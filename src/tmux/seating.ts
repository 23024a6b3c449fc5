import type { SessionId } from '../domain/ids.ts';
import { BackOff } from './back-off.ts';
import { afterMs } from './deadline.ts';
import type { Entrance } from './entrance.ts';
import { channelOf } from './hooks.ts';
import { Seat } from './seat.ts';

interface SeatingOptions {
  readonly program: string;
  readonly socketPath: string;
  readonly entrance: Entrance;
  /** Who has not sat down by then is sent away. */
  readonly deadlineMs: number;
  /** A client of ours came or is about to. */
  readonly changed: () => void;
  /** tmux said that something changed. */
  readonly woken: () => Promise<void>;
  readonly hinted: () => void;
  /** Our seat was taken from us, and another may be looked for at once. */
  readonly lost: () => void;
}

/** Where we sit: one seat at a time, and the next one is warm before the last one is left. */
export class Seating {
  seat: Seat | null = null;
  /** On its way in: attached or not yet. */
  #next: Seat | null = null;
  #sitting: Promise<boolean> = Promise.resolve(true);
  #isDisposed = false;
  readonly #backOff = new BackOff<'seat'>();
  readonly #options: SeatingOptions;

  constructor(options: SeatingOptions) {
    this.#options = options;
  }

  get pids(): readonly number[] {
    return [...(this.seat?.pids ?? []), ...(this.#next?.pids ?? [])];
  }

  /** Who is thrown out again and again tries less often. */
  get mayTry(): boolean {
    return this.#backOff.mayTry('seat', performance.now());
  }

  /**
   * True when we sit there. One after the other: who looks for the server and who follows a listing may both be on
   * their way, and the second would throw away the seat of the first with the answers of what was asked there.
   */
  sitDown(session: SessionId): Promise<boolean> {
    // One that could not even be tried must not be in the way of all that come after it.
    this.#sitting = this.#sitting.catch(() => false).then(() => this.#sitDown(session));
    return this.#sitting;
  }

  leave(): void {
    const { seat } = this;
    this.seat = null;
    seat?.dispose();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.leave();
  }

  async #sitDown(session: SessionId): Promise<boolean> {
    if (this.seat?.command.isOpen === true && this.seat.session === session) return true;
    const seat = await this.#options.entrance.enter(() => this.#bringIn(session));
    if (seat === null) return false;
    const before = this.seat;
    this.seat = seat;
    this.#options.changed();
    if (before !== null) void this.#retire(before);
    return true;
  }

  /** In its turn: tmux tells all others of one that goes. */
  async #retire(seat: Seat): Promise<void> {
    await seat.answered(this.#options.deadlineMs);
    await this.#options.entrance.change(() => seat.leave());
  }

  /** Null when it could not sit down. */
  async #bringIn(session: SessionId): Promise<Seat | null> {
    const seat = this.#newSeat(session);
    this.#next = seat;
    this.#options.changed();
    const isReady = await seat.ready.finally(afterMs(this.#options.deadlineMs, () => seat.dispose()));
    this.#next = null;
    if (isReady && !this.#isDisposed) return seat;
    seat.dispose();
    return null;
  }

  #newSeat(session: SessionId): Seat {
    const sinceMs = performance.now();
    const seat: Seat = new Seat({
      ...this.#options,
      session,
      channel: channelOf(process.pid),
      ended: () => {
        if (this.seat !== seat) return;
        this.seat = null;
        const nowMs = performance.now();
        this.#backOff.failed('seat', nowMs - sinceMs, nowMs);
        // Until it may try again, the second's tick goes by single processes; a command sits down at once.
        if (!this.#isDisposed && this.mayTry) this.#options.lost();
      },
    });
    return seat;
  }
}
