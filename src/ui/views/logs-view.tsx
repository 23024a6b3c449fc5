import { memo, type ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { windowEnd } from '../desk/line-log.ts';
import { focusedRow, linesFilter, type World } from '../desk/world.ts';
import { type Chosen, panesInScope } from '../format/chart-scope.ts';
import { innerHeight } from '../format/frame.ts';
import type { Area } from '../format/layout.ts';
import { type Line, span } from '../format/line.ts';
import { lineRows } from '../format/lines-rows.ts';
import { viewTitle } from '../format/view-title.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

interface LogsViewProps {
  readonly world: World;
  readonly area: Area;
  readonly theme: Theme;
}

/** What panes print, merged in the order in which it came; only the lines that are seen are made. */
export const LogsView = memo(({ world, area, theme }: LogsViewProps): ReactNode => {
  const { ui, state, session, lines } = world;
  const width = area.width - 2;
  const height = innerHeight(area.height, 'single');
  const chosen = panesInScope(ui.lines.scope, { state, row: focusedRow(world), marked: ui.marked, session });
  const end = windowEnd(lines, ui.lines.heldAt);
  const shown = lines.slice(Math.max(0, end - height), Math.max(end, Math.min(height, lines.length)));
  const rows =
    shown.length === 0 ? [absence(world)] : lineRows(shown, { state, panes: chosen.panes, width, theme });
  const content = {
    width: area.width,
    height: area.height,
    title: titleOf(chosen, linesFilter(ui)),
    note: noteOf(world, lines.length - end),
    rows: rows.map((line) => paintRagged(line, width, theme)),
    place: 'single',
  } as const;
  return <Frame content={content} theme={theme} />;
});

const titleOf = ({ name, panes }: Chosen, filter: string): Line => [
  ...viewTitle('5', 'logs', true),
  span('  '),
  span(name, 'accent'),
  ...(panes.length === 1 ? [] : [span(`  ${panes.length} panes`, 'dim')]),
  ...(filter === '' ? [] : [span(`  /${filter}`, 'warn')]),
];

const absence = ({ ui, isLive }: World): Line => {
  if (!isLive) return [span(' the daemon is not connected', 'dim')];
  return [
    span(linesFilter(ui) === '' ? ' nothing has been printed yet' : ' no line matches the filter', 'dim'),
  ];
};

/** Whether it follows, what waits below, and what nobody saw. */
const noteOf = ({ ui, skipped }: World, below: number): Line => [
  ...(skipped === 0 ? [] : [span(`${skipped.toLocaleString('en')} skipped`, 'warn'), span('  ')]),
  ...(ui.lines.heldAt === null
    ? [span('following', 'dim')]
    : [span('G', 'accent'), span(` ${below} newer`, 'warn')]),
];
