/** Runs at once, then at most once in `ms`, always with a last run after the last call. */
export interface Coalesced {
  readonly run: () => void;
  readonly dispose: () => void;
}

export const coalesce = (perform: () => void, ms: number): Coalesced => {
  let timer: NodeJS.Timeout | null = null;
  let isWanted = false;
  const rest = (): void => {
    timer = null;
    if (!isWanted) return;
    isWanted = false;
    go();
  };
  const go = (): void => {
    timer = setTimeout(rest, ms);
    timer.unref();
    perform();
  };
  return {
    run: () => {
      if (timer === null) go();
      else isWanted = true;
    },
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
      isWanted = false;
    },
  };
};
