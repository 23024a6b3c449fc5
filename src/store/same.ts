/** Whether two plain JSON values say the same. The order of an object's keys says nothing, that of a list does. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && isSameList(a, b);
  const left = new Map(Object.entries(a));
  const right = Object.entries(b);
  return (
    left.size === right.length && right.every(([key, value]) => left.has(key) && isSame(left.get(key), value))
  );
};

/** The fields of `seen` that say something else than `known` does; null when there are none. */
export const changedFields = <T extends object>(known: T, seen: T): Partial<T> | null => {
  const patch: Partial<T> = {};
  let isChanged = false;
  for (const key in seen) {
    if (isSame(known[key], seen[key])) continue;
    patch[key] = seen[key];
    isChanged = true;
  }
  return isChanged ? patch : null;
};

/** `known` with the patch applied; `known` itself when the patch changes nothing, so that selectors stay cheap. */
export const patched = <T extends object>(known: T, patch: Partial<T>): T => {
  for (const key in patch) if (!Object.is(known[key], patch[key])) return { ...known, ...patch };
  return known;
};

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => isSame(item, b[index]));
