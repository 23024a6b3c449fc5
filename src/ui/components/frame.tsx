import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { borderRows, type FrameContent, innerHeight } from '../format/frame.ts';
import { span } from '../format/line.ts';
import { paintSpan } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';
import { Rows } from './rows.tsx';

/**
 * A frame with its title in the border. The sides stand beside the rows and not in them: so the rows need no blanks
 * at their ends, and what is measured anew for each redraw stays small.
 */
export const Frame = ({
  content,
  theme,
}: {
  readonly content: FrameContent;
  readonly theme: Theme;
}): ReactNode => {
  const { width, height, place, rows } = content;
  if (width < 4 || height < 2) return <Box width={width} height={height} />;
  const inner = innerHeight(height, place);
  const { top, bottom } = borderRows(content, theme);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Rows width={width} rows={[top]} />
      <Box height={inner}>
        <Side height={inner} theme={theme} />
        <Rows width={width - 2} rows={rows.slice(0, inner)} />
        <Side height={inner} theme={theme} />
      </Box>
      {bottom !== null && <Rows width={width} rows={[bottom]} />}
    </Box>
  );
};

const Side = ({ height, theme }: { readonly height: number; readonly theme: Theme }): ReactNode => {
  const bars = Array.from({ length: height }, () => theme.symbols.vertical).join('\n');
  return (
    <Box width={1} flexShrink={0}>
      <Text wrap="truncate">{paintSpan(span(bars, 'frame'), theme)}</Text>
    </Box>
  );
};
