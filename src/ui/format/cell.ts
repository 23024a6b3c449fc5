import { shorten } from './cut.ts';
import { type Span, span, type Tone } from './line.ts';

/** Text in a column of fixed width. */
export const leftCell = (
  text: string,
  width: number,
  more: string,
  tone: Tone = 'plain',
  bold = false,
): Span => {
  const cut = shorten(text, width, more);
  return span(cut.text + ' '.repeat(Math.max(0, width - cut.width)), tone, bold);
};

export const rightCell = (
  text: string,
  width: number,
  more: string,
  tone: Tone = 'plain',
  bold = false,
): Span => {
  const cut = shorten(text, width, more);
  return span(' '.repeat(Math.max(0, width - cut.width)) + cut.text, tone, bold);
};
