import type { Question } from '../../domain/rule.ts';
import type { State } from '../../store/state.ts';
import type { Theme } from '../theme/theme.ts';
import { leftText } from './amounts.ts';
import { type Line, span } from './line.ts';
import { nameOf } from './tree.ts';
import { wrapText } from './wrap.ts';

interface AskLook {
  readonly width: number;
  /** Rows that the dialog may fill. */
  readonly rows: number;
  readonly state: State;
  readonly nowMs: number;
  readonly theme: Theme;
}

/** What a rule asks: where, what would be done in full words, and how long the answer may take. */
export const askLines = (question: Question, look: AskLook): readonly Line[] => {
  const { nowMs, rows } = look;
  const gap: readonly Line[] = rows < AIRY_FROM_ROWS ? [] : [[]];
  const room = Math.max(1, rows - 2 - 3 * gap.length);
  return [
    ...gap,
    placeLine(question, look),
    ...gap,
    ...actionLines(question.action, room, look),
    ...gap,
    [span(` No, unless you say yes within ${leftText(question.expires_at, nowMs)}`, 'dim')],
  ];
};

const AIRY_FROM_ROWS = 9;

const placeLine = ({ session, tmux_pane, label }: Question, { state }: AskLook): Line => {
  const pane = tmux_pane === null ? undefined : state.panes[tmux_pane];
  const name = label ?? (pane === undefined ? null : nameOf(pane));
  const about = [name, tmux_pane].filter((part) => part !== null).join(' ');
  return [
    span(' about ', 'dim'),
    ...(about === '' ? [] : [span(about, 'plain', true), span(' in ', 'dim')]),
    span(`session ${session}`),
  ];
};

/** Nothing is left out silently: an operator must see what a yes would do. */
const actionLines = (action: readonly string[], room: number, { width, theme }: AskLook): readonly Line[] => {
  const { leadsTo, more } = theme.symbols;
  const lead = ` ${leadsTo} `;
  const lines = action.flatMap((step) =>
    wrapText(step, Math.max(1, width - lead.length - 1), MOST_ROWS, more).map((row, at) => [
      span(at === 0 ? lead : ' '.repeat(lead.length), 'accent'),
      span(row),
    ]),
  );
  if (lines.length <= room) return lines;
  const hidden = lines.length - room + 1;
  return [...lines.slice(0, room - 1), [span(` ${more} ${hidden} more rows: enlarge the window`, 'warn')]];
};

const MOST_ROWS = 100;
