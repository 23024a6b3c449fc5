import { memo, type ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import type { World } from '../desk/world.ts';
import { eventLine } from '../format/event-line.ts';
import { innerHeight } from '../format/frame.ts';
import type { Area } from '../format/layout.ts';
import { span } from '../format/line.ts';
import { shownEvents } from '../format/shown.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

interface EventsViewProps {
  readonly world: World;
  readonly area: Area;
  readonly theme: Theme;
}

/** The newest rows of the orchestration log, the newest first. */
export const EventsView = memo(({ world, area, theme }: EventsViewProps): ReactNode => {
  const width = area.width - 2;
  const height = innerHeight(area.height, 'lower');
  const newest = height === 0 ? [] : shownEvents(world.state).slice(-height).toReversed();
  const rows =
    newest.length === 0
      ? [paintRagged([span(' nothing has happened yet', 'dim')], width, theme)]
      : newest.map((event) => paintRagged([span(' '), ...eventLine(event, theme)], width, theme));
  const title = [span('events', 'plain', true)];
  const content = { width: area.width, height: area.height, title, note: [], rows, place: 'lower' } as const;
  return <Frame content={content} theme={theme} />;
});
