import type { PaneState } from '../../store/state.ts';
import type { Theme } from '../theme/theme.ts';
import { bytesText, percentText } from './amounts.ts';
import { leftCell, rightCell } from './cell.ts';
import type { Columns } from './columns.ts';
import { takeColumns } from './cut.ts';
import { type Line, type Span, span, type Tone } from './line.ts';
import { ownerText } from './owners.ts';
import { marksText } from './pane-marks.ts';
import { lookOfState, servicePhrase } from './service.ts';
import { sparkline } from './sparkline.ts';
import { outcomeText, shapeOf, stateText, TONE_OF_STATUS, worstStatus } from './status.ts';
import { indentOf, type PaneRow, rowName } from './tree.ts';

export interface RowLook {
  readonly columns: Columns;
  readonly isFocused: boolean;
  readonly isMarked: boolean;
  /** False while the keys go to another view. */
  readonly isLit: boolean;
  readonly nowMs: number;
  /** Something happened there that the operator has not looked at. */
  readonly isUnseen: (pane: PaneState) => boolean;
  readonly theme: Theme;
}

/** A pane's row: `▌   ● 1 worker   npm test   32s   93%  120M  ▂▅▇█▇█▇`. */
export const paneLine = (row: PaneRow, look: RowLook): Line => {
  const { columns, theme, isFocused } = look;
  const { more } = theme.symbols;
  const { pane } = row;
  const state = lookOfState(pane, theme.symbols);
  const labelTone: Tone = pane.label === null ? 'dim' : 'plain';
  return [
    cursorSpan(look, look.isMarked),
    ...stemSpans(row, look),
    span(state.shape, state.tone, pane.status === 'failed'),
    span(look.isUnseen(pane) ? '!' : ' ', 'bad', true),
    rightCell(row.number < 0 ? '' : `${row.number}`, 3, more, isFocused ? 'accent' : 'dim'),
    span(' '),
    leftCell(
      rowName(row),
      Math.max(1, columns.label - indentOf(row)),
      more,
      isFocused ? 'plain' : labelTone,
      isFocused,
    ),
    ...commandSpans(row, look),
    ...numberSpans(row, look),
  ];
};

export const cursorSpan = (
  { isFocused, isLit, theme }: Pick<RowLook, 'isFocused' | 'isLit' | 'theme'>,
  isMarked = false,
): Span => {
  const { cursor, marked } = theme.symbols;
  const text = `${isFocused ? cursor : ' '}${isMarked ? marked : ' '}`;
  return span(text, isMarked ? 'warn' : isLit ? 'accent' : 'dim', isMarked);
};

/** What stands between the cursor and the state: how deep the pane hangs, and whether panes hang beneath it. */
const stemSpans = (row: PaneRow, { theme }: RowLook): Line => {
  const { folded, unfolded } = theme.symbols;
  const sign = row.isFolded === null ? ' ' : row.isFolded ? folded : unfolded;
  return [span(`${' '.repeat(indentOf(row))} ${sign} `, 'dim')];
};

/** Of what is folded away beneath the pane the worst state and the number, then its service's state and its command. */
const commandSpans = ({ command, hidden, pane }: PaneRow, look: RowLook): Line => {
  const { columns, theme, isUnseen, nowMs } = look;
  if (columns.command === 0) return [];
  const { symbols } = theme;
  const worst = worstStatus(hidden);
  const room = columns.command - 2;
  const call = hidden.some(isUnseen) ? '!' : '';
  const text = hidden.length === 0 ? '' : `${shapeOf(worst, symbols)}${hidden.length}${call} `.slice(0, room);
  const phrase = servicePhrase(pane, nowMs);
  const left = room - text.length;
  const said = takeColumns(phrase === '' ? '' : `${phrase} ${symbols.dot} `, left);
  return [
    span('  '),
    span(text, TONE_OF_STATUS[worst], worst === 'failed'),
    span(said.text, lookOfState(pane, symbols).tone),
    leftCell(command, left - said.width, symbols.more, 'dim'),
  ];
};

const numberSpans = (row: PaneRow, look: RowLook): Line => {
  const { pane } = row;
  const { columns, nowMs, theme } = look;
  const { more, dash } = theme.symbols;
  const cpu = pane.metrics?.cpu_percent ?? null;
  const ageTone: Tone = outcomeText(pane) === '' ? 'dim' : TONE_OF_STATUS[pane.status];
  const cells: Span[] = [];
  if (columns.owner > 0) cells.push(span(' '), leftCell(ownerText(pane), columns.owner - 1, more, 'dim'));
  if (columns.age > 0) cells.push(rightCell(stateText(pane, nowMs), columns.age, more, ageTone));
  cells.push(rightCell(percentText(cpu, dash), columns.cpu, more, loadTone(cpu)));
  if (columns.memory > 0) {
    cells.push(
      rightCell(
        bytesText(pane.metrics?.memory_bytes ?? null, dash),
        columns.memory,
        more,
        memoryTone(pane.metrics?.memory_bytes),
      ),
    );
  }
  if (columns.sparkline > 0) {
    const bars = sparkline(
      pane.history.map((point) => point.cpu_percent),
      columns.sparkline - 1,
      theme.symbols.bars,
    );
    cells.push(span(` ${bars}`, loadTone(cpu)));
  }
  if (columns.hits > 0)
    cells.push(rightCell(marksText(row, theme.symbols, columns.hits - 1), columns.hits, more, 'warn'));
  return cells;
};

/** What is next to nothing stays dim, so that a list at rest does not shimmer; only real load is coloured. */
const loadTone = (cpu: number | null): Tone =>
  cpu === null || cpu < 5 ? 'dim' : cpu < 80 ? 'plain' : 'warn';
const memoryTone = (bytes: number | undefined): Tone =>
  bytes === undefined || bytes < 100 * 1024 ** 2 ? 'dim' : 'plain';
