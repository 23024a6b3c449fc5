/**
 * What keeps failing is tried again later and later: each try starts two processes, and its own hooks wake us for the
 * next one.
 */
export class BackOff<Key> {
  readonly #failures = new Map<Key, { readonly count: number; readonly untilMs: number }>();

  /** It ended without our doing after `livedMs`. The first time, and after a good while, there is no wait. */
  failed(key: Key, livedMs: number, nowMs: number): void {
    const before = livedMs >= STEADY_MS ? 0 : (this.#failures.get(key)?.count ?? 0);
    const waitMs = before === 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (before - 1), LONGEST_WAIT_MS);
    this.#failures.set(key, { count: before + 1, untilMs: nowMs + waitMs });
  }

  mayTry(key: Key, nowMs: number): boolean {
    return nowMs >= (this.#failures.get(key)?.untilMs ?? 0);
  }

  keepOnly(keys: readonly Key[]): void {
    for (const key of this.#failures.keys()) if (!keys.includes(key)) this.#failures.delete(key);
  }
}

const STEADY_MS = 5_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
