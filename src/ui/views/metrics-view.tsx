import { memo, type ReactNode } from 'react';
import { Frame } from '../components/frame.tsx';
import { focusedRow, type World } from '../desk/world.ts';
import { panesInScope } from '../format/chart-scope.ts';
import { innerHeight } from '../format/frame.ts';
import type { Area } from '../format/layout.ts';
import { type Line, span } from '../format/line.ts';
import { metricsLines } from '../format/metrics-lines.ts';
import { viewTitle } from '../format/view-title.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

interface MetricsViewProps {
  readonly world: World;
  readonly area: Area;
  readonly theme: Theme;
}

/** What the selected pane, its session or all take, over the last minutes. */
export const MetricsView = memo(({ world, area, theme }: MetricsViewProps): ReactNode => {
  const { ui, state, session, rules, nowMs } = world;
  const { scope, minutes } = ui.metrics;
  const width = area.width - 2;
  const height = innerHeight(area.height, 'single');
  const { name, panes } = panesInScope(scope, { state, row: focusedRow(world), marked: ui.marked, session });
  const lines: readonly Line[] =
    panes.length === 0
      ? [[span(' there is no pane to measure', 'dim')]]
      : metricsLines({ panes, rules, minutes, width, height, nowMs, theme });
  const count = panes.length === 1 ? [] : [span(`  ${panes.length} panes`, 'dim')];
  const content = {
    width: area.width,
    height: area.height,
    title: [...viewTitle('4', 'metrics', true), span('  '), span(name, 'accent'), ...count],
    note: [span(`last ${minutes} minutes`, 'dim')],
    rows: lines.map((line) => paintRagged(line, width, theme)),
    place: 'single',
  } as const;
  return <Frame content={content} theme={theme} />;
});
