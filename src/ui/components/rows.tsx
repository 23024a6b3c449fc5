import { Box, Text } from 'ink';
import { memo, type ReactNode } from 'react';

/**
 * One row of the terminal, painted already and exactly as wide as its place. Measuring and wrapping are ours, so
 * Ink only has to put it there; a row whose text is the same is not rendered again.
 */
const Row = memo(({ text }: { readonly text: string }): ReactNode => <Text wrap="truncate">{text}</Text>);

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
