/** Several of us often leave together, when their session goes: who has not been heard of yet has so long. */
const TOGETHER_MS = 30;

/**
 * Our own clients on their way out. tmux tells every control client of a client that has left, and one that is only on
 * its way in does not survive that, nor does the server (see `entrance.ts`): so nobody goes in while one of us leaves.
 */
const leaving = new Set<Promise<void>>();
let leftMs = Number.NEGATIVE_INFINITY;

/** `gone` resolves when the client's process has ended. */
export const leave = (gone: Promise<void>): void => {
  leaving.add(gone);
  void gone.finally(() => {
    leaving.delete(gone);
    leftMs = performance.now();
  });
};

/** Resolves when nobody leaves any more, at the latest after so many milliseconds. */
export const whenNobodyLeaves = async (patienceMs: number): Promise<void> => {
  const endMs = performance.now() + patienceMs;
  for (let nowMs = performance.now(); nowMs < endMs; nowMs = performance.now()) {
    const restMs = leftMs + TOGETHER_MS - nowMs;
    if (leaving.size > 0) await Promise.race([Promise.all(leaving), pause(endMs - nowMs)]);
    else if (restMs > 0) await pause(restMs);
    else return;
  }
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
