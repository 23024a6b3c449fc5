import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Line } from '../format/line.ts';
import { paintLine } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';
import { Frame } from './frame.tsx';

export interface DialogProps {
  readonly screen: { readonly columns: number; readonly rows: number };
  /** Columns that the dialog would like to have; it takes no more than there are. */
  readonly wanted: number;
  readonly title: Line;
  readonly note: Line;
  readonly lines: readonly Line[];
  readonly theme: Theme;
}

/** A framed box in the middle of the screen, above everything else. */
export const Dialog = ({ screen, wanted, title, note, lines, theme }: DialogProps): ReactNode => {
  const width = Math.min(wanted, screen.columns - 2);
  const height = Math.min(lines.length + 2, screen.rows - 2);
  const rows = lines.map((line) => paintLine(line, width - 2, theme));
  return (
    <Box
      position="absolute"
      top={Math.max(1, Math.floor((screen.rows - height) / 2))}
      left={Math.max(0, Math.floor((screen.columns - width) / 2))}
    >
      <Frame content={{ width, height, title, note, rows, place: 'single' }} theme={theme} />
    </Box>
  );
};
