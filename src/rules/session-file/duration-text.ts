/** As a person writes milliseconds: the largest unit that leaves nothing over. */
export const durationText = (ms: number): string => {
  const [unit, each] = UNITS.find(([, size]) => ms > 0 && ms % size === 0) ?? ['ms', 1];
  return `${ms / each}${unit}`;
};

const UNITS: readonly (readonly [string, number])[] = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];
