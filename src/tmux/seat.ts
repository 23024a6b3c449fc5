import { isSessionId, type SessionId } from '../domain/ids.ts';
import { ControlClient } from './control/client.ts';
import { afterMs } from './deadline.ts';

interface SeatOptions {
  readonly program: string;
  readonly socketPath: string;
  readonly session: SessionId;
  /** Named after us: a hook wakes it. */
  readonly channel: string;
  /** tmux said that something changed (a hook). It listens again when this has been seen to. */
  readonly woken: () => Promise<void>;
  /** A notification: a hint that something may have changed. */
  readonly hinted: () => void;
  readonly ended: (reason: string) => void;
}

/**
 * The two clients that sit in a session which exists: one for commands, one that waits for changes. Both take no
 * output and no part in sizes, so that an answer never stands behind a flood (2 s at p50, against 2 ms).
 */
export class Seat {
  /** Where tmux has put us; `detach-on-destroy off` moves a client when its session goes. */
  session: SessionId;
  readonly command: ControlClient;
  /** True once both are attached. */
  readonly ready: Promise<boolean>;
  #sync: ControlClient | null = null;
  readonly #options: SeatOptions;
  #isDisposed = false;

  constructor(options: SeatOptions) {
    this.#options = options;
    this.session = options.session;
    this.command = this.#attach((name, words) => this.#notice(name, words));
    this.ready = this.#sitDown();
  }

  get pids(): readonly number[] {
    return [this.command.pid, this.#sync?.pid].flatMap((pid) => pid ?? []);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.command.dispose();
    this.#sync?.dispose();
  }

  /** Disposes, and resolves when nobody sits there any more. */
  async leave(): Promise<void> {
    this.dispose();
    await Promise.all([this.command.gone, this.#sync?.gone]);
  }

  /** Resolves when what was asked here has been answered: a command whose answer is lost may have been done or not. */
  async answered(deadlineMs: number): Promise<void> {
    const callOff = afterMs(deadlineMs, () => this.dispose());
    await this.command.send("display-message -p ''");
    callOff();
  }

  /**
   * One after the other: when several control clients are killed on their way in, tmux 3.3a ends with a segmentation
   * fault (three: 7 of 10 times; one: 0 of 20). It seems to tell one that has no state yet of the other (control_write).
   */
  async #sitDown(): Promise<boolean> {
    if (!(await this.command.ready) || this.#isDisposed) return false;
    const sync = this.#attach(() => undefined);
    this.#sync = sync;
    if (!(await sync.ready)) return false;
    void this.#listen(sync);
    return true;
  }

  #attach(notice: (name: string, words: readonly string[]) => void): ControlClient {
    const { program, socketPath, session } = this.#options;
    return new ControlClient({
      program,
      socketPath,
      attach: ['attach-session', '-E', '-f', 'no-output,ignore-size', '-t', `${session}:`],
      on: { notice, ended: (reason) => this.#end(reason) },
    });
  }

  #end(reason: string): void {
    if (this.#isDisposed) return;
    this.dispose();
    this.#options.ended(reason);
  }

  #notice(name: string, words: readonly string[]): void {
    const [to] = words;
    if (name === 'session-changed' && to !== undefined && isSessionId(to)) this.session = to;
    if (name !== 'paste-buffer-changed' && name !== 'paste-buffer-deleted') this.#options.hinted();
  }

  /**
   * `wait-for` ends its block at once and holds back the command after it (cmd-wait-for.c), whose answer is the news.
   */
  async #listen(sync: ControlClient): Promise<void> {
    while (sync.isOpen) {
      const answer = await sync.send(`wait-for ${this.#options.channel} ; display-message -p ''`, 2);
      if (answer.isLost) return;
      await this.#options.woken();
    }
  }
}
