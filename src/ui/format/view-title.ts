import { type Line, span } from './line.ts';

/** `2 triggers`: the key that leads there, and the name; the view that has the focus stands out. */
export const viewTitle = (key: string, name: string, isFocused: boolean): Line => [
  span(`${key} `, isFocused ? 'accent' : 'dim', isFocused),
  span(name, isFocused ? 'plain' : 'dim', isFocused),
];
