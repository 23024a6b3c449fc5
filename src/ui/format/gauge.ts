import type { Theme } from '../theme/theme.ts';
import { type Line, span, type Tone } from './line.ts';

/** A bar of so many columns: `████▌░░░`. A full one is a condition that is true. */
export const gaugeSpans = (share: number, columns: number, tone: Tone, { symbols }: Theme): Line => {
  const halves = Math.round(Math.min(1, Math.max(0, share)) * columns * 2);
  const full = Math.floor(halves / 2);
  const half = halves % 2;
  return [
    span(symbols.gaugeFull.repeat(full) + symbols.gaugeHalf.repeat(half), tone),
    span(symbols.gaugeEmpty.repeat(Math.max(0, columns - full - half)), 'frame'),
  ];
};
