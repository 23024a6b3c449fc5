import type { PlannedWindow } from './blueprint.ts';

/**
 * The index of each window: its own, else the lowest that is free and nobody asks for, from `base` on. As tmux gives
 * them to windows that are made one after the other, but a window that asks for its index always gets it.
 */
export const planIndexes = (
  windows: readonly Pick<PlannedWindow, 'index'>[],
  base: number,
): readonly number[] => {
  const taken = new Set(windows.flatMap(({ index }) => index ?? []));
  return windows.map(({ index }) => {
    if (index !== null) return index;
    let free = base;
    while (taken.has(free)) free += 1;
    taken.add(free);
    return free;
  });
};
