/** Runs what has the same name one after the other. */
export const inTurn = async <T>(owner: object, name: string, work: () => Promise<T>): Promise<T> => {
  const names = lasts.get(owner) ?? new Map<string, Promise<unknown>>();
  lasts.set(owner, names);
  const before = names.get(name) ?? Promise.resolve();
  const own = before.then(work, work);
  names.set(name, own);
  try {
    return await own;
  } finally {
    if (names.get(name) === own) names.delete(name);
  }
};

const lasts = new WeakMap<object, Map<string, Promise<unknown>>>();
