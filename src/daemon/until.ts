import type { State } from '../store/state.ts';

interface Source {
  readonly getState: () => State;
  /** Calls back after every change and every output. Returns the function that ends it. */
  readonly onAnything: (listener: () => void) => () => void;
}

/** Resolves true as soon as the condition holds, false at the deadline or when the signal is aborted. */
export const waitUntil = (
  source: Source,
  condition: (state: State) => boolean,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<boolean> =>
  new Promise((resolve) => {
    const end = (isTrue: boolean): void => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
      resolve(isTrue);
    };
    const look = (): void => {
      if (condition(source.getState())) end(true);
    };
    const onAbort = (): void => end(false);
    const timer = setTimeout(onAbort, deadlineMs);
    const unsubscribe = source.onAnything(look);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) end(false);
    else look();
  });
