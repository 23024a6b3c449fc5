import type { Screen } from '../../protocol/message.ts';
import { asciiOnly } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';
import { cutPainted } from './ansi.ts';

/**
 * What fits of a pane's screen: its last rows that hold text, `up` rows scrolled back, cut at the right.
 * Each row is at most `width` columns.
 */
export const previewRows = (
  screen: Screen,
  { width, height, up }: { readonly width: number; readonly height: number; readonly up: number },
  theme: Theme,
): readonly string[] => {
  const end = rowsWithText(screen);
  const bottom = Math.max(Math.min(end, height), end - up);
  return screen.lines.slice(Math.max(0, bottom - height), bottom).map((line) => {
    const cut = cutPainted(line, width, !theme.hasColour);
    return theme.isUtf8 ? cut.text : asciiOnly(cut.text);
  });
};

/** Rows of this screen that stand above a preview of so many rows. The history of a pane is not on its screen. */
export const rowsAbove = (screen: Screen | null, height: number): number =>
  screen === null ? 0 : Math.max(0, rowsWithText(screen) - height);

const rowsWithText = ({ lines }: Screen): number =>
  lines.findLastIndex((line) => /[^ ]/.test(line.replace(/\u001b\[[\d;:]*m/g, ''))) + 1;
