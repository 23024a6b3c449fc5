import type { TmuxPaneId } from '../../domain/ids.ts';
import type { PaneState, State } from '../../store/state.ts';
import type { LoggedLine } from '../desk/line-log.ts';
import type { Theme } from '../theme/theme.ts';
import { clockText } from './amounts.ts';
import { leftCell } from './cell.ts';
import { columnsOf } from './cut.ts';
import { type Line, span, type Tone } from './line.ts';
import { nameOf } from './tree.ts';

export interface LinesLook {
  readonly state: State;
  /** Panes whose names the column must have room for. */
  readonly panes: readonly PaneState[];
  readonly width: number;
  readonly theme: Theme;
}

/** `12:04:31 worker │ text`: where it was printed stands out by its colour, which a pane keeps. */
export const lineRows = (lines: readonly LoggedLine[], look: LinesLook): readonly Line[] => {
  const { state, theme, width } = look;
  const isNarrow = width < NARROW;
  const most = isNarrow ? 8 : 16;
  const names = panesColumn(look, most);
  return lines.map(({ tmuxPane, at, text }) => {
    const tone = toneOf(tmuxPane);
    return [
      ...(isNarrow ? [] : [span(` ${clockText(Date.parse(at))}`, 'dim')]),
      span(' '),
      leftCell(printedBy(state, tmuxPane), names, theme.symbols.more, tone),
      span(` ${theme.symbols.vertical} `, tone),
      span(text.replaceAll('\t', '  ')),
    ];
  });
};

/** A pane that is gone keeps the name under which the events know it. */
const printedBy = ({ panes, events }: State, tmuxPane: TmuxPaneId): string => {
  const pane = panes[tmuxPane];
  if (pane !== undefined) return nameOf(pane);
  return events.findLast((event) => event.tmux_pane === tmuxPane)?.label ?? tmuxPane;
};

const NARROW = 60;

const panesColumn = ({ panes }: LinesLook, most: number): number =>
  panes.reduce((widest, pane) => Math.max(widest, Math.min(most, columnsOf(nameOf(pane).slice(0, 40)))), 4);

const TONES = ['accent', 'good', 'warn', 'odd'] as const satisfies readonly Tone[];

/** By tmux's number, so that it stays when panes come and go. */
const toneOf = (tmuxPane: string): Tone => TONES[Number(tmuxPane.slice(1)) % TONES.length] ?? 'plain';
