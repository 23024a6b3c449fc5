import { bytesText, percentText } from './amounts.ts';
import { leftCell, rightCell } from './cell.ts';
import { LEAD } from './columns.ts';
import { columnsOf } from './cut.ts';
import { hitsText } from './hits.ts';
import { type Line, type Span, span, widthOf } from './line.ts';
import { cursorSpan, type RowLook } from './pane-line.ts';
import { shapeOf, TONE_OF_STATUS, worstStatus } from './status.ts';
import { totalsOf } from './totals.ts';
import type { TreeRow } from './tree.ts';

/** A session's or window's row; folded, it carries the worst state and the number of what it hides. */
export const groupLine = (row: Exclude<TreeRow, { kind: 'pane' }>, look: RowLook): Line => {
  const { symbols } = look.theme;
  const indent = row.kind === 'session' ? '' : '  ';
  const name = row.kind === 'session' ? row.session.name : `${row.index} ${row.window.name}`;
  const head: readonly Span[] = [
    cursorSpan(look),
    span(`${indent}${row.isFolded ? symbols.folded : symbols.unfolded} `, 'dim'),
    ...foldedState(row, look),
  ];
  const used = widthOf(head);
  const nameTone = row.kind === 'session' || look.isFocused ? 'plain' : 'dim';
  const isBold = row.kind === 'session' || look.isFocused;
  const room =
    LEAD + look.columns.label + look.columns.command + look.columns.owner + look.columns.age - used;
  const count = countText(row, look);
  const nameWidth = Math.max(1, Math.min(columnsOf(name.slice(0, 200)), room - count.length));
  const badge = badgeOf(row, room - nameWidth - count.length, symbols.more);
  return [
    ...head,
    leftCell(name, nameWidth, symbols.more, nameTone, isBold),
    ...badge,
    leftCell(count, room - nameWidth - widthOf(badge), symbols.more, 'dim'),
    ...sums(row, look),
  ];
};

const foldedState = (row: Exclude<TreeRow, { kind: 'pane' }>, { theme, isUnseen }: RowLook): Line => {
  if (!row.isFolded) return [];
  const worst = worstStatus(row.panes);
  return [
    span(shapeOf(worst, theme.symbols), TONE_OF_STATUS[worst], worst === 'failed'),
    ...(row.panes.some(isUnseen) ? [span('! ', 'bad', true)] : [span(' ')]),
  ];
};

/** The group that a session was linked into, where there is room for some of it. */
const badgeOf = (row: Exclude<TreeRow, { kind: 'pane' }>, room: number, more: string): Line => {
  if (row.kind !== 'session' || row.session.group === null) return [];
  const { group } = row.session;
  const width = Math.min(columnsOf(group.slice(0, 200)), WIDEST_BADGE, room - 3);
  return width < 2 ? [] : [span(' [', 'dim'), leftCell(group, width, more, 'dim'), span(']', 'dim')];
};
const WIDEST_BADGE = 20;

const countText = (row: Exclude<TreeRow, { kind: 'pane' }>, { columns }: RowLook): string => {
  if (row.isFolded) return ` (${row.panes.length})`;
  if (row.kind === 'window' || columns.command === 0) return '';
  return `  ${row.panes.length} ${row.panes.length === 1 ? 'pane' : 'panes'}`;
};

/** Sums where they say something that the rows below do not: on sessions, and on what is folded. */
const sums = (row: Exclude<TreeRow, { kind: 'pane' }>, { columns, theme }: RowLook): Line => {
  if (row.kind === 'window' && !row.isFolded) return [];
  const { dash, more } = theme.symbols;
  const totals = totalsOf(row.panes);
  const cells = [rightCell(percentText(totals.cpuPercent, dash), columns.cpu, more, 'dim')];
  if (columns.memory > 0)
    cells.push(rightCell(bytesText(totals.memoryBytes, dash), columns.memory, more, 'dim'));
  if (!row.isFolded || columns.hits === 0) return cells;
  const hits = hitsText(row.panes, theme.symbols);
  return [...cells, rightCell(hits, columns.sparkline + columns.hits, more, 'warn')];
};
