import { whenNobodyLeaves } from './control/leaving.ts';

/** Who takes longer is not waited for any more: neither a change nor a client may stand still for ever. */
const PATIENCE_MS = 3_000;

/**
 * Keeps two things apart that together end a tmux server of 3.3a and every pane in it: a control client on its way in,
 * and whatever tmux tells all control clients of (sessions that come and go, the active pane or window, a mode, a
 * client that leaves). The server knows from the client's first message that it is one, and has no state for it before
 * its last; between the two control_write follows a null pointer (control-notify.c; 3.7 checks for it).
 * So clients go in one at a time, and not while a command of ours changes something; all in the order in which they
 * came, for who only waits for a gap finds none while twenty clients go in. What others do at that moment nobody can
 * hold back: see `spawn.ts` for how short it is made, and `quiet.ts` for when.
 */
export class Entrance {
  /** The client that came last is in, or is not waited for any more. */
  #entered: Promise<unknown> = Promise.resolve();
  /** Changes that came after it. */
  #changes: Promise<unknown>[] = [];

  /**
   * Runs something that changes what is there, once no client is on its way in; with other changes side by side.
   * `aftermathMs`: so long tmux may have more to tell of it.
   */
  change<T>(run: () => Promise<T>, aftermathMs = 0): Promise<T> {
    const { result, over } = inTurn(this.#entered, run, aftermathMs);
    this.#changes.push(over);
    void over.then(() => {
      this.#changes = this.#changes.filter((each) => each !== over);
    });
    return result;
  }

  /** Lets one client in: `attach` resolves when it is in or has failed. */
  enter<T>(attach: () => Promise<T>): Promise<T> {
    const before = Promise.all([this.#entered, ...this.#changes]).then(() => whenNobodyLeaves(PATIENCE_MS));
    this.#changes = [];
    const { result, over } = inTurn(before, attach, 0);
    this.#entered = over;
    return result;
  }
}

interface Turn<T> {
  readonly result: Promise<T>;
  /** Never rejects. */
  readonly over: Promise<unknown>;
}

const inTurn = <T>(before: Promise<unknown>, run: () => Promise<T>, aftermathMs: number): Turn<T> => {
  const over = Promise.withResolvers<void>();
  const result = before.then(async () => {
    const timer = setTimeout(over.resolve, PATIENCE_MS);
    try {
      return await run();
    } finally {
      clearTimeout(timer);
      if (aftermathMs > 0) setTimeout(over.resolve, aftermathMs);
      else over.resolve();
    }
  });
  return { result, over: over.promise };
};
