import { memo, type ReactNode } from 'react';
import type { Screen } from '../../protocol/message.ts';
import { Frame } from '../components/frame.tsx';
import { focusedRow, type World } from '../desk/world.ts';
import { innerHeight } from '../format/frame.ts';
import type { Area } from '../format/layout.ts';
import { type Line, span } from '../format/line.ts';
import { previewRows } from '../format/preview-rows.ts';
import { lookOfState, servicePhrase } from '../format/service.ts';
import { stateText } from '../format/status.ts';
import { nameOf, type TreeRow } from '../format/tree.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

interface PreviewViewProps {
  readonly world: World;
  readonly screen: Screen | null;
  readonly area: Area;
  /** True where the events stand beneath and share the border. */
  readonly isUpper: boolean;
  readonly theme: Theme;
}

/** The live screen of the selected pane, in its own colours. */
export const PreviewView = memo(({ world, screen, area, isUpper, theme }: PreviewViewProps): ReactNode => {
  const row = focusedRow(world);
  const place = isUpper ? 'upper' : 'single';
  const width = area.width - 2;
  const height = innerHeight(area.height, place);
  const shows = row?.kind === 'pane' && screen?.tmuxPane === row.pane.tmuxPane;
  const text = shows
    ? previewRows(screen, { width: width - 1, height, up: world.ui.previewUp }, theme).map(
        (line) => ` ${line}`,
      )
    : [];
  const waiting = [paintRagged([span(` ${absence(row)}`, 'dim')], width, theme)];
  const rows = text.length === 0 && !shows ? waiting : text;
  const content = {
    width: area.width,
    height: area.height,
    title: titleOf(row, world, theme),
    note: shows ? scrollNote(world) : [],
    rows,
    place,
  } as const;
  return <Frame content={content} theme={theme} />;
});

/** How much there is in either direction, with the key that goes there. */
const scrollNote = ({ ui, previewMost }: World): Line => {
  const below = Math.min(ui.previewUp, previewMost);
  const above = previewMost - below;
  return [
    ...(above === 0 ? [] : [span('K', 'accent'), span(` ${above} above`, 'dim')]),
    ...(above === 0 || below === 0 ? [] : [span('  ')]),
    ...(below === 0 ? [] : [span('J', 'accent'), span(` ${below} below`, 'dim')]),
  ];
};

const absence = (row: TreeRow | null): string =>
  row?.kind === 'pane' ? '' : 'choose a pane to see its screen';

const titleOf = (row: TreeRow | null, { nowMs }: World, { symbols }: Theme): Line => {
  if (row?.kind !== 'pane') return [span('preview', 'plain', true)];
  const { pane, command } = row;
  const dot = span(` ${symbols.dot} `, 'dim');
  const state = stateText(pane, nowMs);
  const look = lookOfState(pane, symbols);
  const phrase = servicePhrase(pane, nowMs);
  return [
    span(`${look.shape} `, look.tone),
    span(nameOf(pane), 'plain', true),
    span(` ${pane.tmuxPane}`, 'dim'),
    ...(command === '' || command === nameOf(pane) ? [] : [dot, span(command)]),
    ...(phrase === '' ? [] : [dot, span(phrase, look.tone)]),
    ...(state === '' ? [] : [dot, span(state.replace(/ +/g, ' '), 'dim')]),
  ];
};
