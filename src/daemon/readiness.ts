/** Calls wait until tmux has been read for the first time, or is known not to be there. */
export interface Readiness {
  readonly whenReady: Promise<void>;
  ready(): void;
}

/** A tmux that does not answer must not keep callers for ever: they get what is known then. */
const LONGEST_MS = 5_000;

export const createReadiness = (): Readiness => {
  let settle: () => void = () => undefined;
  const whenReady = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const timer = setTimeout(settle, LONGEST_MS);
  timer.unref();
  return {
    whenReady,
    ready: () => {
      clearTimeout(timer);
      settle();
    },
  };
};
