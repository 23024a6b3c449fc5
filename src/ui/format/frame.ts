import { paintLine, paintSpan } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';
import { fitLine, type Line, span, widthOf } from './line.ts';

export interface FrameContent {
  readonly width: number;
  readonly height: number;
  readonly title: Line;
  /** At the right end of the lower border. */
  readonly note: Line;
  /** Painted, each exactly `width - 2` columns. */
  readonly rows: readonly string[];
  /** `upper` shares its lower border with the frame beneath, `lower` begins with that border. */
  readonly place: 'single' | 'upper' | 'lower';
}

/** Rows between the borders. */
export const innerHeight = (height: number, place: FrameContent['place']): number =>
  Math.max(0, height - (place === 'upper' ? 1 : 2));

/** A frame with its title in the border: exactly `height` rows of exactly `width` columns. */
export const frameRows = (content: FrameContent, theme: Theme): readonly string[] => {
  const { width, height, place } = content;
  if (width < 4 || height < 2) return Array.from({ length: height }, () => ' '.repeat(width));
  const { symbols } = theme;
  const side = paintSpan(span(symbols.vertical, 'frame'), theme);
  const blank = ' '.repeat(width - 2);
  const inner = innerHeight(height, place);
  const body = Array.from({ length: inner }, (_, at) => `${side}${content.rows[at] ?? blank}${side}`);
  const [left, right] =
    place === 'lower' ? [symbols.teeLeft, symbols.teeRight] : [symbols.topLeft, symbols.topRight];
  const top = borderRow([left, right], content.title, [], width, theme);
  if (place === 'upper') return [top, ...body];
  return [top, ...body, borderRow([symbols.bottomLeft, symbols.bottomRight], [], content.note, width, theme)];
};

const borderRow = (
  [left, right]: readonly [string, string],
  title: Line,
  note: Line,
  width: number,
  theme: Theme,
): string => {
  const { horizontal } = theme.symbols;
  const room = width - 2;
  const head = trimmed(title, room - 2, theme);
  const tail = trimmed(note, room - widthOf(head) - 3, theme);
  const fill = Math.max(0, room - widthOf(head) - widthOf(tail) - (tail.length > 0 ? 1 : 0));
  const end = tail.length > 0 ? [span(horizontal, 'frame')] : [];
  const line = [
    span(left, 'frame'),
    ...head,
    span(horizontal.repeat(fill), 'frame'),
    ...tail,
    ...end,
    span(right, 'frame'),
  ];
  return paintLine(line, width, theme);
};

/** With a blank on each side; nothing where there is no room for it. */
const trimmed = (line: Line, room: number, theme: Theme): Line => {
  if (line.length === 0 || room < 4) return [];
  const needed = Math.min(widthOf(line), room - 2);
  return [span(' '), ...fitLine(line, needed, theme.symbols.more), span(' ')];
};
