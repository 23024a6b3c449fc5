import type { Palette } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import type { Completion } from '../palette/complete.ts';
import { completionAt, lineShown } from '../palette/line.ts';
import type { Suggestion } from '../palette/values.ts';
import type { Theme } from '../theme/theme.ts';
import { leftCell } from './cell.ts';
import { columnsOf } from './cut.ts';
import { type Line, span } from './line.ts';
import { scrollTop } from './scroll.ts';
import { typedSpans } from './typed-line.ts';

const MOST_ITEMS = 10;
const WIDEST_NAME = 28;

/** The palette: the line, what it is about, and what may come next; always of the same height on one screen. */
export const paletteLines = (
  palette: Palette,
  { world, width, theme }: { readonly world: World; readonly width: number; readonly theme: Theme },
): readonly Line[] => {
  const line = lineShown(world, palette);
  const completion = completionAt(palette, world);
  const ghost = palette.chosen === null ? (completion?.ghost ?? '') : '';
  const count = Math.max(0, Math.min(MOST_ITEMS, world.layout.rows - 8));
  const items = completion?.items ?? [];
  const top = scrollTop(items.length, palette.chosen ?? 0, count, 0);
  const shown = items.slice(top, top + count);
  const nameWidth = Math.min(WIDEST_NAME, Math.max(0, ...items.map(({ text }) => columnsOf(text))));
  return [
    [span(' : ', 'accent', true), ...typedSpans(line, width - 5, theme), span(ghost, 'dim')],
    ...aboutLines(palette, completion, world),
    ...shown.map((item, at) => itemLine(item, { nameWidth, isChosen: top + at === palette.chosen, theme })),
    ...Array.from({ length: count - shown.length }, (): Line => []),
  ];
};

/** What is wrong, else the help of the command, and of the argument at the caret. */
const aboutLines = (
  { problem, chosen }: Palette,
  completion: Completion | null,
  { book }: World,
): readonly Line[] => {
  const { field = null, items = [] } = completion ?? {};
  const nearest = items[chosen ?? 0]?.text;
  const command = completion?.command ?? book?.commands.find(({ name }) => name === nearest);
  const usage: Line = [span(` ${command?.usage ?? ''}`, 'dim')];
  if (problem !== null) return [usage, [span(` ${problem}`, 'bad')]];
  const about =
    field === null || field.description === ''
      ? [span(` ${command?.summary ?? ''}`)]
      : [span(` ${field.option ?? field.key}`, 'accent'), span(`  ${field.description}`)];
  return [usage, about];
};

const itemLine = (
  { text, note }: Suggestion,
  {
    nameWidth,
    isChosen,
    theme,
  }: { readonly nameWidth: number; readonly isChosen: boolean; readonly theme: Theme },
): Line => [
  span(isChosen ? ` ${theme.symbols.cursor} ` : '   ', 'accent'),
  leftCell(text, nameWidth, theme.symbols.more, 'plain', isChosen),
  span(`  ${note}`, 'dim'),
];
