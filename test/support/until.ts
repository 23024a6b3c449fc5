interface Patience {
  /** What is waited for, as the end of "waited 20 s for …". */
  readonly what: string;
  /** Milliseconds. Generous: a loaded machine must not turn a test red. */
  readonly deadline?: number;
}

const PAUSE_MS = 15;

/** Asks again and again until the answer is neither false, null nor undefined, and gives that answer back. */
export const until = async <T>(
  condition: () => T | Promise<T>,
  { what, deadline = 120_000 }: Patience,
): Promise<Exclude<T, false | null | undefined>> => {
  const endMs = performance.now() + deadline;
  for (;;) {
    const answer = await condition();
    if (isThere(answer)) return answer;
    if (performance.now() > endMs) throw new Error(`waited ${deadline / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
};

const isThere = <T>(answer: T): answer is Exclude<T, false | null | undefined> =>
  answer !== false && answer !== null && answer !== undefined;
