import type { Event } from '../../domain/event.ts';
import type { Theme } from '../theme/theme.ts';
import { clockText } from './amounts.ts';
import { type Line, span, type Tone } from './line.ts';

/** One row of the orchestration log: `12:04:12 pane.created worker-2 %12 by agent`. */
export const eventLine = (event: Event, theme: Theme): Line => [
  span(`${clockText(Date.parse(event.at))} `, 'dim'),
  ...(event.caused_by === null ? [] : [span(`  ${theme.symbols.consequence} `, 'dim')]),
  span(`${event.type} `, toneOf(event)),
  span(subjectOf(event)),
  span(detailOf(event), 'dim'),
  span(makerOf(event), 'dim'),
];

const toneOf = (event: Event): Tone => {
  if (event.type === 'exec.ended' && event.data.outcome === 'failed') return 'bad';
  if (event.type === 'server.lost' || event.type === 'journal.failed' || event.type === 'output.gap')
    return 'bad';
  if (event.type.endsWith('.killed') || event.type.endsWith('.closed')) return 'warn';
  return event.type.endsWith('.created') || event.type.endsWith('.started') ? 'good' : 'plain';
};

const subjectOf = ({ label, tmux_pane, session }: Event): string =>
  [label ?? (tmux_pane === null ? session : null), tmux_pane].filter((part) => part !== null).join(' ');

/** The few data that a person looks for in one line. */
const detailOf = ({ data }: Event): string => {
  const parts = ['command', 'outcome', 'exit_code', 'reason', 'to', 'key', 'title'].flatMap((key) => {
    const value = data[key];
    if (typeof value === 'string' && value !== '') return [value];
    return typeof value === 'number' ? [key === 'exit_code' ? `exit ${value}` : `${value}`] : [];
  });
  return parts.length === 0 ? '' : ` ${parts.join(' ')}`;
};

const makerOf = ({ actor }: Event): string => {
  if (actor.kind === 'tmux') return '';
  return `  by ${actor.name ?? actor.tmux_pane ?? actor.kind}`;
};
