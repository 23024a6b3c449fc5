import { leavingNow } from './control/leaving.ts';

/** A change waits no longer than this for a client of ours, nor a client for changes: neither may stand still. */
const PATIENCE_MS = 500;

/**
 * Keeps two things apart that together end a tmux server of 3.3a and every pane in it: a control client on its way in,
 * and whatever tmux tells all control clients of (sessions that come and go, the active pane or window, a mode, a
 * client that leaves). The server knows from the client's first message that it is one, and has no state for it before
 * its last; between the two control_write follows a null pointer (control-notify.c; later versions check for it).
 * So clients go in one at a time, and not while a command of ours changes something. What others do at that moment
 * nobody can hold back: see `spawn.ts` for how short it is made.
 */
export class Entrance {
  #entering: Promise<unknown> | null = null;
  readonly #changes = new Set<Promise<unknown>>();

  /** Runs something that changes what is there, once no client is on its way in. */
  async change<T>(run: () => Promise<T>): Promise<T> {
    const endMs = performance.now() + PATIENCE_MS;
    while (this.#entering !== null && performance.now() < endMs) await within(this.#entering, endMs);
    const running = run();
    const settled = running.catch(() => undefined);
    this.#changes.add(settled);
    void settled.then(() => this.#changes.delete(settled));
    return running;
  }

  /** Lets one client in: `attach` resolves when it is in or has failed. */
  async enter<T>(attach: () => Promise<T>): Promise<T> {
    const endMs = performance.now() + PATIENCE_MS;
    while (this.#isBusy && performance.now() < endMs)
      await within(Promise.all([this.#entering, ...this.#changes, ...leavingNow()]), endMs);
    const entering = attach();
    const settled = entering.catch(() => undefined);
    this.#entering = settled;
    void settled.then(() => {
      if (this.#entering === settled) this.#entering = null;
    });
    return entering;
  }

  get #isBusy(): boolean {
    return this.#entering !== null || this.#changes.size > 0 || leavingNow().length > 0;
  }
}

const within = (work: Promise<unknown>, endMs: number): Promise<unknown> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, Math.max(0, endMs - performance.now()));
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
};
