import type { Layout } from './layout.ts';

/** What stands at a place of the screen: a view, and the row in it from 0; -1 on its upper border. */
export interface PlaceAt {
  readonly part: 'main' | 'triggers' | 'preview' | 'events';
  readonly row: number;
}

/** Null between and beside the views. The first row of the screen is the header. */
export const placeAt = (
  layout: Layout,
  { x, y }: { readonly x: number; readonly y: number },
): PlaceAt | null => {
  const { list, triggers, preview, events, isWide, hasTriggerLine } = layout;
  const listWidth = list?.width ?? 0;
  const listHeight = (list?.height ?? 0) + (triggers?.height ?? 0);
  const isLeft = x < listWidth;
  const left = [
    { part: 'main', height: list?.height ?? 0 },
    { part: 'triggers', height: triggers?.height ?? 0 },
  ] as const;
  const right = [
    { part: 'preview', height: preview?.height ?? 0 },
    { part: 'events', height: events?.height ?? 0 },
  ] as const;
  if (isWide) return within(isLeft ? left : right, y - 1);
  return within(left, y - 1) ?? within(right, y - 1 - listHeight - (hasTriggerLine ? 1 : 0));
};

const within = (
  parts: readonly { readonly part: PlaceAt['part']; readonly height: number }[],
  y: number,
): PlaceAt | null => {
  let from = 0;
  for (const { part, height } of parts) {
    if (y >= from && y < from + height) return { part, row: y - from - 1 };
    from += height;
  }
  return null;
};
