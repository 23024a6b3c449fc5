export interface Stitched {
  /** Lines of what is shown that come after the record's end. */
  readonly missed: readonly string[];
  /** Nothing can be missing in between. */
  readonly isExact: boolean;
}

/**
 * Where in `shown` the record goes on, of which `tail` is the end. Exact only when the end stands there once; when it
 * stands there several times (`yes`), or not at all, an unknown number of lines is missing.
 */
export const stitch = (tail: readonly string[], shown: readonly string[], isCut: boolean): Stitched => {
  const end = tail.map(plain);
  const lines = shown.map(plain);
  const places = end.length === 0 ? [] : placesOf(end, lines);
  const last = places.at(-1);
  if (last === undefined) return { missed: shown, isExact: end.length === 0 && !isCut };
  return { missed: shown.slice(last + end.length), isExact: places.length === 1 && !isCut };
};

/** A terminal does not tell blanks that were printed from those that were not. */
const plain = (line: string): string => line.trimEnd();

const placesOf = (end: readonly string[], lines: readonly string[]): readonly number[] =>
  lines
    .map((_line, at) => at)
    .filter((at) => at + end.length <= lines.length && end.every((line, i) => lines[at + i] === line));
