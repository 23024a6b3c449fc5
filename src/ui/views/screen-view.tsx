import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Screen } from '../../protocol/message.ts';
import { Rows } from '../components/rows.tsx';
import type { DaemonLink } from '../desk/link.ts';
import type { World } from '../desk/world.ts';
import { filterOf } from '../format/filter.ts';
import { footerLine } from '../format/footer-line.ts';
import { headerLine } from '../format/header-line.ts';
import { placeOfList } from '../format/layout.ts';
import { noticeLine } from '../format/notice.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';
import { EventsView } from './events-view.tsx';
import { LogsView } from './logs-view.tsx';
import { MetricsView } from './metrics-view.tsx';
import { OverlayView } from './overlay-view.tsx';
import { PanesView } from './panes-view.tsx';
import { PreviewView } from './preview-view.tsx';
import { RuleView } from './rule-view.tsx';
import { TriggerLine } from './trigger-line.tsx';
import { TriggersView } from './triggers-view.tsx';

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
  const { layout } = world;
  const line = layout.hasTriggerLine && <TriggerLine world={world} theme={theme} />;
  const columns = (
    <Box flexDirection={layout.isWide ? 'row' : 'column'}>
      <Box flexDirection="column">
        <Main world={world} theme={theme} />
        {layout.triggers !== null && (
          <TriggersView world={world} area={layout.triggers} place="lower" theme={theme} />
        )}
      </Box>
      {!layout.isWide && line}
      <Aside world={world} screen={screen} theme={theme} />
    </Box>
  );
  return layout.isWide ? (
    <>
      {columns}
      {line}
    </>
  ) : (
    columns
  );
};

/** The list, or whichever view has taken its place. */
const Main = ({ world, theme }: Omit<ScreenViewProps, 'link' | 'screen'>): ReactNode => {
  const { list, main } = world.layout;
  if (list === null) return null;
  if (main === 'triggers') return <TriggersView world={world} area={list} place="single" theme={theme} />;
  if (main === 'events') return <EventsView world={world} area={list} place="single" theme={theme} />;
  if (main === 'metrics') return <MetricsView world={world} area={list} theme={theme} />;
  if (main === 'logs') return <LogsView world={world} area={list} theme={theme} />;
  return <PanesView world={world} area={list} place={placeOfList(world.layout)} theme={theme} />;
};

/** What belongs to the selected row, and the events where there is room for them. */
const Aside = ({ world, screen, theme }: Omit<ScreenViewProps, 'link'>): ReactNode => {
  const { preview, events } = world.layout;
  const isUpper = events !== null;
  return (
    <Box flexDirection="column">
      {preview !== null &&
        (world.ui.view === 'triggers' ? (
          <RuleView world={world} area={preview} isUpper={isUpper} theme={theme} />
        ) : (
          <PreviewView world={world} screen={screen} area={preview} isUpper={isUpper} theme={theme} />
        ))}
      {events !== null && <EventsView world={world} area={events} place="lower" theme={theme} />}
    </Box>
  );
};

const problemOf = ({ ui }: World): string | null => {
  const filter = filterOf(ui.overlay.kind === 'filter' ? ui.overlay.text : '');
  return filter.kind === 'invalid' ? filter.problem : null;
};
