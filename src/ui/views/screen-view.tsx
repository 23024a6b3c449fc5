import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Screen } from '../../protocol/message.ts';
import { Rows } from '../components/rows.tsx';
import type { DaemonLink } from '../desk/link.ts';
import type { World } from '../desk/world.ts';
import { filterOf } from '../format/filter.ts';
import { footerLine } from '../format/footer-line.ts';
import { headerLine } from '../format/header-line.ts';
import { noticeLine } from '../format/notice.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';
import { EventsView } from './events-view.tsx';
import { OverlayView } from './overlay-view.tsx';
import { PanesView } from './panes-view.tsx';
import { PreviewView } from './preview-view.tsx';

interface ScreenViewProps {
  readonly world: World;
  readonly link: DaemonLink;
  readonly screen: Screen | null;
  readonly theme: Theme;
}

/** The whole panel for one moment: exactly as many rows and columns as the terminal has. */
export const ScreenView = ({ world, link, screen, theme }: ScreenViewProps): ReactNode => {
  const { layout } = world;
  const { columns, rows } = layout;
  const line = noticeLine(world.state, link, world.nowMs) ?? headerLine({ ...world, link, columns, theme });
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Rows width={columns} rows={[paintRagged(line, columns, theme)]} />
      {rows > 2 && <Body world={world} screen={screen} theme={theme} />}
      {rows > 1 && (
        <Rows
          width={columns}
          rows={[paintRagged(footerLine(world, problemOf(world), theme), columns, theme)]}
        />
      )}
      <OverlayView world={world} theme={theme} />
    </Box>
  );
};

const Body = ({ world, screen, theme }: Omit<ScreenViewProps, 'link'>): ReactNode => {
  const { list, preview, events, isWide } = world.layout;
  const shared = { world, theme };
  return (
    <Box flexDirection={isWide ? 'row' : 'column'}>
      {list !== null && <PanesView {...shared} area={list} />}
      <Box flexDirection="column">
        {preview !== null && (
          <PreviewView {...shared} screen={screen} area={preview} isUpper={events !== null} />
        )}
        {events !== null && <EventsView {...shared} area={events} />}
      </Box>
    </Box>
  );
};

const problemOf = ({ ui }: World): string | null => {
  const filter = filterOf(ui.overlay.kind === 'filter' ? ui.overlay.text : '');
  return filter.kind === 'invalid' ? filter.problem : null;
};
