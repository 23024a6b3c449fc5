import type { RuleFire } from '../domain/rule.ts';

/** How a condition that is true or false has been standing in one pane. */
export interface Hold {
  /** Since when every reading has been true; null while it is false. */
  readonly sinceMs: number | null;
  /** It has fired since it became true. */
  readonly hasFired: boolean;
}

export const NEW_HOLD: Hold = { sinceMs: null, hasFired: false };

export interface HoldStep {
  readonly hold: Hold;
  readonly fires: boolean;
  /** It had fired, and is over. */
  readonly recovers: boolean;
}

/**
 * One more reading. A rule fires when the condition has been true for so long: `edge` and `once` the first time,
 * `each` at every reading from then on. One false reading arms it anew. A reading that is not known (null) says nothing.
 */
export const holdNext = (
  hold: Hold,
  isTrue: boolean | null,
  nowMs: number,
  forMs: number,
  fire: RuleFire,
): HoldStep => {
  if (isTrue === null) return { hold, fires: false, recovers: false };
  if (!isTrue) return { hold: NEW_HOLD, fires: false, recovers: hold.hasFired };
  const sinceMs = hold.sinceMs ?? nowMs;
  const isHeld = nowMs - sinceMs >= forMs;
  const fires = isHeld && (fire === 'each' || !hold.hasFired);
  return { hold: { sinceMs, hasFired: hold.hasFired || fires }, fires, recovers: false };
};
