/** At most three names that somebody who wrote `text` may have meant, the nearest first. */
export const nearest = (text: string, names: readonly string[]): string[] => {
  if (text.length > LONGEST) return [];
  // Two edits are one transposition, as in `bulid`; of a very short name they leave nothing.
  const most = text.length < 4 ? 1 : Math.max(2, Math.floor(text.length / 3));
  return names
    .filter((name) => name.length <= LONGEST)
    .map((name) => ({ name, edits: nearness(text.toLowerCase(), name.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
};

/** The names in the order of their likeness to `text`, all of them; for a short list of things that one can say. */
export const byLikeness = (text: string, names: readonly string[]): string[] => {
  const said = text.slice(0, LONGEST).toLowerCase();
  return names
    .map((name) => ({ name, edits: nearness(said, name.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits)
    .map(({ name }) => name);
};

const LONGEST = 128;

/** A beginning that was typed out to at least three letters counts as one edit. */
const nearness = (text: string, name: string): number =>
  text.length >= 3 && name.startsWith(text)
    ? Math.min(1, name.length - text.length)
    : editDistance(text, name);

/** Levenshtein's, row by row. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
