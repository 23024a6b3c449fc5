import type { Palette } from '../desk/ui-state.ts';
import type { World } from '../desk/world.ts';
import { type Completion, completionOf } from './complete.ts';

/** A line and its caret, in graphemes. */
export interface EditedLine {
  readonly text: string;
  readonly caret: number;
}

/** What could stand at the caret of what was typed; null until the registry is known. */
export const completionAt = ({ text, caret }: EditedLine, world: World): Completion | null =>
  world.book === null ? null : completionOf(world.book, world, text, unitsBefore(text, caret));

/** The line as it is seen: what was typed, with the chosen completion in its place. */
export const lineShown = (world: World, palette: Palette): EditedLine => {
  const { text, caret, chosen } = palette;
  const completion = chosen === null ? null : completionAt(palette, world);
  const item = completion?.items[chosen ?? 0];
  if (completion === null || item === undefined) return { text, caret };
  const before = text.slice(0, completion.from) + item.text;
  return { text: before + text.slice(completion.to), caret: graphemes(before) };
};

/** After Tab: the next completion; the only one is taken at once, with the blank behind it. */
export const nextChoice = (world: World, palette: Palette, step: 1 | -1): Palette => {
  const completion = completionAt(palette, world);
  const count = completion?.items.length ?? 0;
  if (count === 0) return palette;
  const at = palette.chosen === null ? (step === 1 ? 0 : count - 1) : palette.chosen + step;
  const chosen = { ...palette, chosen: (at + count) % count, problem: null };
  if (count > 1) return chosen;
  const { text, caret } = lineShown(world, chosen);
  const end = unitsBefore(text, caret);
  const blank = text.charAt(end) === ' ' ? '' : ' ';
  return {
    ...chosen,
    text: text.slice(0, end) + blank + text.slice(end),
    caret: caret + 1,
    chosen: null,
  };
};

/** With the words of the selected row, which stood dim behind the caret; null where there are none. */
export const ghostTaken = (world: World, line: EditedLine): EditedLine | null => {
  const ghost = completionAt(line, world)?.ghost ?? '';
  const isAtEnd = line.caret === graphemes(line.text);
  return ghost === '' || !isAtEnd ? null : { text: line.text + ghost, caret: graphemes(line.text + ghost) };
};

const segmenter = new Intl.Segmenter();
const graphemes = (text: string): number => [...segmenter.segment(text)].length;
const unitsBefore = (text: string, caret: number): number =>
  [...segmenter.segment(text)].slice(0, caret).reduce((sum, { segment }) => sum + segment.length, 0);
