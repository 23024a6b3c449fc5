import type { ActionId, Binding, KeyContext } from './keymap.ts';

/** What a key means in a place; null where it means nothing there. */
export const resolve = (keyMap: readonly Binding[], context: KeyContext, key: string): ActionId | null =>
  keyMap.find((binding) => binding.context === context && binding.keys.includes(key))?.id ?? null;
