import { memo, type ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import type { World } from '../desk/world.ts';
import { eventLine } from '../format/event-line.ts';
import { type FrameContent, innerHeight } from '../format/frame.ts';
import type { Area } from '../format/layout.ts';
import { type Line, span } from '../format/line.ts';
import { shownEvents } from '../format/shown.ts';
import { viewTitle } from '../format/view-title.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

interface EventsViewProps {
  readonly world: World;
  readonly area: Area;
  /** Beneath the preview, whose border it shares, or alone in the place of the list. */
  readonly place: Extract<FrameContent['place'], 'single' | 'lower'>;
  readonly theme: Theme;
}

/** The orchestration log, every consequence beneath its cause, the newest of these families first. */
export const EventsView = memo(({ world, area, place, theme }: EventsViewProps): ReactNode => {
  const { ui, log } = world;
  const width = area.width - 2;
  const height = innerHeight(area.height, place);
  const isLit = ui.view === 'events';
  const { top, index } = ui.log;
  const shown = log.slice(top, top + height).map((row, at) => {
    const isFocused = isLit && top + at === index;
    const lead = isFocused ? span(theme.symbols.cursor, 'accent') : span(' ');
    return paintRagged([lead, ...eventLine(row, { isFocused, width, theme })], width, theme);
  });
  const rows =
    log.length === 0 ? [paintRagged([span(' nothing has happened yet', 'dim')], width, theme)] : shown;
  const content = {
    width: area.width,
    height: area.height,
    title: viewTitle('3', 'events', isLit),
    note: noteOf(world, height),
    rows,
    place,
  };
  return <Frame content={content} theme={theme} />;
});

/** Where one is, and what waits outside while one reads. */
const noteOf = ({ ui, log, state }: World, height: number): Line => {
  const { heldAt, index } = ui.log;
  const at =
    ui.view === 'events' && log.length > height ? [span(`${index + 1} of ${log.length}`, 'dim')] : [];
  if (heldAt === null) return at;
  const newer = shownEvents(state).filter(({ seq }) => seq > heldAt).length;
  return [...(newer === 0 ? [] : [span('g', 'accent'), span(` ${newer} newer`, 'warn'), span('  ')]), ...at];
};
