import { paintLine } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';
import { fitLine, type Line, span, widthOf } from './line.ts';

export interface FrameContent {
  readonly width: number;
  readonly height: number;
  readonly title: Line;
  /** At the right end of the lower border; of the upper one where the lower one is shared. */
  readonly note: Line;
  /** Painted, each at most `width - 2` columns. */
  readonly rows: readonly string[];
  /** `upper` shares its lower border with the frame beneath, `lower` begins with that border. */
  readonly place: 'single' | 'upper' | 'lower';
}

/** Rows between the borders. */
export const innerHeight = (height: number, place: FrameContent['place']): number =>
  Math.max(0, height - (place === 'upper' ? 1 : 2));

/** The borders above and below, with title and note in them; no lower one where the frame beneath has it. */
export const borderRows = (
  { width, title, note, place }: FrameContent,
  theme: Theme,
): { readonly top: string; readonly bottom: string | null } => {
  const { topLeft, topRight, teeLeft, teeRight, bottomLeft, bottomRight } = theme.symbols;
  const corners = place === 'lower' ? ([teeLeft, teeRight] as const) : ([topLeft, topRight] as const);
  return {
    top: borderRow(corners, title, place === 'upper' ? note : [], width, theme),
    bottom: place === 'upper' ? null : borderRow([bottomLeft, bottomRight], [], note, width, theme),
  };
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
