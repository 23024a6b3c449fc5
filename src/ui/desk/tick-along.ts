/** Ticks once a second, rather together with a redraw that comes anyway than by one of its own. */
export interface Ticking {
  /** Something else has just made a redraw, which takes the tick along. Heard during a tick, it is the tick's own. */
  readonly redrawn: () => void;
  readonly dispose: () => void;
}

const SECOND_MS = 1_000;
/** A busy preview redraws 15 times a second; the numbers beside it need not. */
const BUSY_MS = 250;
/** A loop with `sleep 1` prints a little less than once a second; its next line is worth waiting for. */
const PATIENCE_MS = 100;

/** A redraw costs nearly the same whatever has changed, so that one a second is half the price of two. */
export const tickAlong = (tick: () => void): Ticking => {
  let tickedMs = performance.now();
  let redrawnMs = tickedMs;
  let isTicking = false;
  let timer: NodeJS.Timeout | null = null;
  const arm = (ms: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(go, ms, SECOND_MS);
    timer.unref();
  };
  const go = (nextMs: number): void => {
    tickedMs = performance.now();
    arm(nextMs);
    isTicking = true;
    tick();
    isTicking = false;
  };
  arm(SECOND_MS);
  return {
    redrawn: () => {
      if (isTicking) return;
      const atMs = performance.now();
      const isBusy = atMs - tickedMs < BUSY_MS && atMs - redrawnMs < BUSY_MS;
      redrawnMs = atMs;
      if (!isBusy) go(SECOND_MS + PATIENCE_MS);
    },
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
};
