import type { Event } from '../../domain/event.ts';
import type { Theme } from '../theme/theme.ts';
import { clockText } from './amounts.ts';
import { phraseOf } from './event-phrase.ts';
import { type Line, type Span, span } from './line.ts';
import type { LogRow } from './log-rows.ts';

export interface EventLook {
  readonly isFocused: boolean;
  readonly width: number;
  readonly theme: Theme;
}

/** One row of the orchestration log: `12:04:12   └ worker-2 %12 created`. Its cause stands in a row above it. */
export const eventLine = ({ event, depth }: LogRow, { isFocused, width, theme }: EventLook): Line => [
  span(`${clockText(Date.parse(event.at))} `, 'dim'),
  ...indent(depth, width < NARROW ? DEEPEST_IF_NARROW : DEEPEST, theme),
  ...phraseOf(event, theme).map((piece) => (isFocused ? bold(piece) : piece)),
  ...makerOf(event, depth),
];

/** Deeper than this the rows only say how deep they are: a long cascade must not run out of the screen. */
const DEEPEST = 5;
const DEEPEST_IF_NARROW = 3;
const NARROW = 60;

const indent = (depth: number, deepest: number, { symbols }: Theme): Line => {
  if (depth === 0) return [];
  const blanks = '  '.repeat(Math.min(depth, deepest));
  return [span(`${blanks}${symbols.consequence} ${depth > deepest ? `${depth} ` : ''}`, 'dim')];
};

const bold = (piece: Span): Span => (piece.tone === 'dim' ? piece : { ...piece, bold: true });

/** Left out where tmux itself, or the rule in the row above, says it already. */
const makerOf = ({ actor, type }: Event, depth: number): Line => {
  if (actor.kind === 'tmux' || (actor.kind === 'rule' && (depth > 0 || type.startsWith('rule.')))) return [];
  return [span(`  by ${actor.name ?? actor.tmux_pane ?? actor.kind}`, 'dim')];
};
