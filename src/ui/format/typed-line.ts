import type { Theme } from '../theme/theme.ts';
import { columnsOf, takeColumns } from './cut.ts';
import { type Line, span } from './line.ts';

/** Typed text with its caret, scrolled so that the caret is seen; at most `room` columns. */
export const typedSpans = (
  { text, caret }: { readonly text: string; readonly caret: number },
  room: number,
  theme: Theme,
): Line => {
  const all = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  let from = 0;
  while (from < caret && columnsOf(all.slice(from, caret).join('')) > room - 1) from += 1;
  const before = all.slice(from, caret).join('');
  const after = takeColumns(all.slice(caret).join(''), Math.max(0, room - 1 - columnsOf(before))).text;
  return [span(before), span(theme.symbols.caret, 'accent', true), span(after)];
};
