/** What a stream brought, the newest of it: the answer when it has ended. */
export interface Stream {
  readonly add: (item: unknown) => void;
  readonly answer: () => { readonly items: readonly unknown[]; readonly dropped: number };
}

const MOST_ITEMS = 1_000;

export const gatherStream = (): Stream => {
  let items: unknown[] = [];
  let dropped = 0;
  return {
    add: (item) => {
      items.push(item);
      if (items.length < 2 * MOST_ITEMS) return;
      dropped += MOST_ITEMS;
      items = items.slice(MOST_ITEMS);
    },
    answer: () => {
      const surplus = Math.max(0, items.length - MOST_ITEMS);
      return { items: items.slice(surplus), dropped: dropped + surplus };
    },
  };
};

/** The line that an item of a stream is; an event is told as it stands. */
export const itemText = (item: unknown): string =>
  typeof item === 'object' && item !== null && 'text' in item ? String(item.text) : JSON.stringify(item);

export const isStreamed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'streamed' in value && value.streamed === true;
