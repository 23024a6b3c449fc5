/** Snapshots that are kept of a session; the newest one always is. */
export interface SnapshotLimits {
  /** The newest ones. */
  readonly keep: number;
  /** Of so many hours, and of so many days, in which there is one, the last one of each. */
  readonly hourly: number;
  readonly daily: number;
  readonly maxAgeMs: number;
}

/**
 * Which of one session's snapshots, oldest first, are to be removed. Hours and days are counted as there are snapshots
 * in them, so a busy minute does not push out yesterday, and a week without one loses nothing.
 */
export const overdue = <T extends { readonly at: string }>(
  own: readonly T[],
  { keep, hourly, daily, maxAgeMs }: SnapshotLimits,
  nowMs: number,
): readonly T[] => {
  const [hours, days] = [slots(HOUR, hourly), slots(DAY, daily)];
  return own
    .toReversed()
    .filter(({ at }, place) => {
      const [isLastOfHour, isLastOfDay] = [hours(at), days(at)];
      const isOld = nowMs - Date.parse(at) > maxAgeMs;
      return place > 0 && (isOld || !(place < keep || isLastOfHour || isLastOfDay));
    })
    .toReversed();
};

/** How much of a time says its hour, and its day. */
const HOUR = '2026-01-31T12'.length;
const DAY = '2026-01-31'.length;

/** Whether a time is the first one of its slot that is asked for, and one of the first so many slots. */
const slots = (length: number, most: number): ((at: string) => boolean) => {
  const known = new Set<string>();
  return (at) => {
    const slot = at.slice(0, length);
    if (known.has(slot) || known.size >= most) return false;
    known.add(slot);
    return true;
  };
};
