/** How well a name fits what was typed: the smaller the better; null where it does not. */
export const rankOf = (name: string, typed: string): number | null => {
  const [text, wanted] = [name.toLowerCase(), typed.toLowerCase()];
  if (text.startsWith(wanted)) return 0;
  if (text.includes(`-${wanted}`)) return 1;
  if (text.includes(wanted)) return 2;
  return isWithin(text, wanted) ? 3 : null;
};

/** The best first; what fits equally well stays in its order. */
export const ranked = <Item extends { readonly text: string }>(
  items: readonly Item[],
  typed: string,
): readonly Item[] =>
  items
    .flatMap((item) => {
      const rank = rankOf(item.text, typed);
      return rank === null ? [] : [{ item, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);

/** All its letters, in this order: `pclay` is `pane-create-with-layout`. */
const isWithin = (text: string, wanted: string): boolean => {
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
};
