import { memo, type ReactNode } from 'react';
import type { PaneState } from '../../store/state.ts';
import { Frame } from '../components/frame.tsx';
import { isUnseen } from '../desk/attention.ts';
import type { World } from '../desk/world.ts';
import { columnsFor } from '../format/columns.ts';
import { columnsOf } from '../format/cut.ts';
import { emptyLines } from '../format/empty-lines.ts';
import { type FrameContent, innerHeight } from '../format/frame.ts';
import { groupLine } from '../format/group-line.ts';
import type { Area } from '../format/layout.ts';
import { span } from '../format/line.ts';
import { listTitle } from '../format/list-title.ts';
import { hasSeveralOwners } from '../format/owners.ts';
import { paneLine, type RowLook } from '../format/pane-line.ts';
import { indentOf, rowName, type TreeRow } from '../format/tree.ts';
import { paintRagged } from '../theme/paint.ts';
import type { Theme } from '../theme/theme.ts';

interface PanesViewProps {
  readonly world: World;
  readonly area: Area;
  /** Above the triggers, or alone. */
  readonly place: Extract<FrameContent['place'], 'single' | 'upper'>;
  readonly theme: Theme;
}

/** The tree session › window › pane; only the rows that are seen are made. */
export const PanesView = memo(({ world, area, place, theme }: PanesViewProps): ReactNode => {
  const inner = area.width - 2;
  const height = innerHeight(area.height, place);
  const { ui, rows } = world;
  const isLit = ui.view === 'panes';
  const shown = rows.slice(ui.top, ui.top + height);
  const columns = columnsFor(inner, world.layout.isTiny, {
    label: widestLabel(rows),
    hasOwners: hasSeveralOwners(rows),
    hasServices: rows.some((row) => row.kind === 'pane' && row.pane.service !== null),
    hidden: theme.hidden,
  });
  const unseen = (pane: PaneState): boolean => isUnseen(pane, ui);
  const painted = shown.map((row, at) => {
    const isFocused = ui.top + at === ui.focusIndex;
    const isMarked = row.kind === 'pane' && ui.marked.has(row.pane.tmuxPane);
    const look = { columns, isFocused, isMarked, isLit, nowMs: world.nowMs, isUnseen: unseen, theme };
    return paintRagged(rowLine(row, look), inner, theme);
  });
  const empty = rows.length === 0 ? emptyLines(world).map((line) => paintRagged(line, inner, theme)) : [];
  const content = {
    width: area.width,
    height: area.height,
    title: listTitle(ui, isLit),
    note: rows.length > height ? [span(`${ui.focusIndex + 1} of ${rows.length}`, 'dim')] : [],
    rows: [...painted, ...empty],
    place,
  };
  return <Frame content={content} theme={theme} />;
});

const rowLine = (row: TreeRow, look: RowLook) =>
  row.kind === 'pane' ? paneLine(row, look) : groupLine(row, look);

/** Of all rows, not only of the seen ones: columns must not move while one scrolls. */
const widestLabel = (rows: readonly TreeRow[]): number => {
  let widest = 0;
  for (const row of rows) {
    if (row.kind === 'pane') widest = Math.max(widest, indentOf(row) + columnsOf(rowName(row).slice(0, 40)));
  }
  return widest;
};
