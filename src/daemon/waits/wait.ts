/**
 * One bounded wait: it ends by a settlement, by its time, or by its caller going away, exactly once, and then every
 * subscription that it made is gone. It costs nothing while it waits: no poll, one timer.
 */
export interface WaitOptions<T> {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Makes the subscriptions and answers the function that ends them. May settle at once. */
  readonly start: (settle: (answer: T) => void) => () => void;
  /** What the wait answers when its time is up. */
  readonly expired: () => T;
  /** What it answers when nobody waits any more. */
  readonly abandoned: () => T;
}

export const waitFor = <T>({ timeoutMs, signal, start, expired, abandoned }: WaitOptions<T>): Promise<T> =>
  new Promise((resolve) => {
    let isSettled = false;
    let stop: (() => void) | null = null;
    const settle = (answer: T): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      stop?.();
      resolve(answer);
    };
    const onAbort = (): void => settle(abandoned());
    const timer = setTimeout(() => settle(expired()), Math.min(timeoutMs, LONGEST_TIMER_MS));
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) return onAbort();
    stop = start(settle);
    if (isSettled) stop();
  });

/** A longer timer fires at once (setTimeout in Node's documentation); nobody waits 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
