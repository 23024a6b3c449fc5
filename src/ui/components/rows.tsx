import { Box, Transform } from 'ink';
import { memo, type ReactNode } from 'react';

interface RowProps {
  readonly text: string;
}

/**
 * One row of the terminal, painted already and never wider than its place. Ink would measure every character of
 * every row for each redraw, which is most of what a redraw costs; so it measures a stand-in of one letter, and the
 * transform puts the painted row there. A row whose text is the same is not rendered again.
 */
const Row = memo(({ text }: RowProps): ReactNode => <Transform transform={() => text}>x</Transform>);

export const Rows = ({
  rows,
  width,
}: {
  readonly rows: readonly string[];
  readonly width: number;
}): ReactNode => (
  <Box flexDirection="column" width={width} height={rows.length} flexShrink={0}>
    {rows.map(placed).map(({ place, text }) => (
      <Row key={place} text={text} />
    ))}
  </Box>
);

/** A row has no identity but its place on the screen. */
const placed = (text: string, at: number): { readonly place: string; readonly text: string } => ({
  place: `row ${at}`,
  text,
});
