/** One after the other for the same thing, in the order of the calls. Names of different kinds must not look alike. */
export const inTurn = async <T>(owner: object, name: string, work: () => Promise<T>): Promise<T> => {
  const lasts = LASTS.get(owner) ?? new Map<string, Promise<unknown>>();
  LASTS.set(owner, lasts);
  const before = lasts.get(name) ?? Promise.resolve();
  const own = before.then(work, work);
  lasts.set(name, own);
  try {
    return await own;
  } finally {
    if (lasts.get(name) === own) lasts.delete(name);
  }
};

const LASTS = new WeakMap<object, Map<string, Promise<unknown>>>();
