/** So long nothing must have changed before a client goes in where nobody waits for it. */
const QUIET_MS = 300;
/** A server that is never quiet is listened to all the same. */
const LONGEST_MS = 3_000;

/**
 * When to attach where there is no hurry. A control client on its way in does not survive it, on tmux 3.3a, when a
 * session, a window or a pane changes in that moment, nor does the server (see `entrance.ts`). Our own changes we hold
 * back; other people's come in bursts, such as a script that builds its sessions, so we wait until theirs are over.
 */
export class Quiet<Key> {
  readonly #hurried = new Set<Key>();
  readonly #sinceMs = new Map<Key, number>();
  readonly #retry: () => void;
  #stirredMs = performance.now();
  #timer: NodeJS.Timeout | null = null;

  constructor(retry: () => void) {
    this.#retry = retry;
  }

  stirred(): void {
    this.#stirredMs = performance.now();
  }

  hurry(key: Key): void {
    this.#hurried.add(key);
  }

  /** False: not yet, and `retry` is called when it is worth another try. */
  mayEnter(key: Key): boolean {
    const nowMs = performance.now();
    const sinceMs = this.#sinceMs.get(key) ?? nowMs;
    this.#sinceMs.set(key, sinceMs);
    if (this.#hurried.has(key) || nowMs - sinceMs >= LONGEST_MS || nowMs - this.#stirredMs >= QUIET_MS)
      return true;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#retry();
    }, QUIET_MS).unref();
    return false;
  }

  keepOnly(keys: readonly Key[]): void {
    const kept = new Set(keys);
    for (const key of this.#sinceMs.keys()) if (!kept.has(key)) this.#sinceMs.delete(key);
    for (const key of this.#hurried) if (!kept.has(key)) this.#hurried.delete(key);
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
