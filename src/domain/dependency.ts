/** What a session waits for before it starts. */
export const SESSION_CONDITIONS = ['started', 'ready', 'completed'] as const;
export type SessionCondition = (typeof SESSION_CONDITIONS)[number];
export const isSessionCondition = (value: unknown): value is SessionCondition =>
  SESSION_CONDITIONS.some((condition) => condition === value);

/** Between names: neither of the sessions need exist, and both may come and go. */
export interface SessionDependency {
  readonly session: string;
  readonly on: string;
  readonly condition: SessionCondition;
}

/** Whether it is so now, may still come to be, or can't any more. */
export type Standing = 'fulfilled' | 'pending' | 'impossible';

/**
 * The names around the circle that these dependencies would close with those that are known, beginning and ending with
 * the session's; null where they close none.
 */
export const findCycle = (
  known: readonly SessionDependency[],
  session: string,
  on: string,
): readonly string[] | null => {
  const seen = new Set<string>();
  const walk = (name: string, path: readonly string[]): readonly string[] | null => {
    if (name === session) return [...path, name];
    if (seen.has(name)) return null;
    seen.add(name);
    for (const next of known) {
      const found = next.session === name ? walk(next.on, [...path, name]) : null;
      if (found !== null) return found;
    }
    return null;
  };
  return walk(on, [session]);
};
