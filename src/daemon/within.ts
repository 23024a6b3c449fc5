/** Waits for the work to end, but no longer than this. */
export const within = (work: Promise<unknown>, patienceMs: number): Promise<unknown> =>
  Promise.race([work, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
