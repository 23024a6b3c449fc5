/** Ends a daemon that is of no use any more: no tmux server, and nobody connected. */
export interface Lonely {
  /** Look again: somebody came or went, or tmux did. */
  look(): void;
  dispose(): void;
}

/** Long enough for a script whose next call comes in a moment. */
const GRACE_MS = 3_000;

export const createLonely = (isLonely: () => boolean, end: () => void, graceMs = GRACE_MS): Lonely => {
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    look: () => {
      if (!isLonely()) stop();
      else timer ??= setTimeout(() => (isLonely() ? end() : stop()), graceMs);
    },
    dispose: stop,
  };
};
