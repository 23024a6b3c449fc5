import type { House } from '../house.ts';

/** One after the other for the same thing, in the order of the calls. */
export const inTurn = async <T>(house: House, key: string, work: () => Promise<T>): Promise<T> => {
  const turns = TURNS.get(house) ?? new Map<string, Promise<unknown>>();
  TURNS.set(house, turns);
  const before = turns.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  turns.set(key, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(key) === mine) turns.delete(key);
  }
};

const TURNS = new WeakMap<House, Map<string, Promise<unknown>>>();
