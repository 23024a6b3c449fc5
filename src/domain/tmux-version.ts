/** Older than 3.3, which is the oldest that panectl works with (src/tmux/find.ts says why). */
export const isTooOld = (version: string): boolean => !isAtLeast(version, 3, 3);

/** `3.3a`, `next-3.4`, `3.5-rc`, `openbsd-7.4`, `master`: what has no number of its own is taken to be new. */
export const isAtLeast = (version: string, major: number, minor: number): boolean => {
  const match = /^(?:next-)?(\d+)\.(\d+)/.exec(version);
  if (match === null) return true;
  const [gotMajor, gotMinor] = [Number(match[1]), Number(match[2])];
  return gotMajor > major || (gotMajor === major && gotMinor >= minor);
};
