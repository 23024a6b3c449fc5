import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Of half of that a third of all work is collecting what a frame leaves; of twice of it 8 MB more are held. */
const LARGEST_YOUNG_SPACE = 8 * 1024 ** 2;
/** The first screens make it grow from one step to the next within a quarter of a second. */
const LOOK_MS = 20;
const LATER_MS = 500;
const SOON = 250;

/**
 * A panel lives for days beside the work that it shows. Left alone V8 lets the space for short-lived objects grow to
 * some 50 MB and the old one until collecting it is worth the time: 170 MB for 15 MB of objects. Both settings are
 * read anew at each collection (v8, heap.cc), so the young space may grow until it is large enough, then no more.
 */
export const keepSmall = (): void => {
  setFlagsFromString('--heap-growing-percent=15');
  look(0);
};

const look = (looks: number): void => {
  if (youngSpace() >= LARGEST_YOUNG_SPACE) setFlagsFromString('--semi-space-growth-factor=1');
  else setTimeout(look, looks < SOON ? LOOK_MS : LATER_MS, looks + 1).unref();
};

const youngSpace = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
