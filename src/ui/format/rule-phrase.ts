import type { Event } from '../../domain/event.ts';
import type { Theme } from '../theme/theme.ts';
import { dataText } from './event-data.ts';
import { type Line, type Span, span, type Tone } from './line.ts';

/** What a rule did and why: `scale-up fired (cpu 91 % > 80 %) worker %7`. */
export const rulePhrase = (event: Event, theme: Theme): Line => {
  const name = span(`${dataText(event, 'rule') || (event.actor.name ?? 'a rule')} `);
  switch (event.type) {
    case 'rule.fired':
      return [name, span(isDry(event) ? 'would fire' : 'fired', 'warn', true), ...whySpans(event)];
    case 'rule.recovered':
      return [name, span('recovered', 'good'), ...whySpans(event)];
    case 'rule.failed':
      return [
        span(`${theme.symbols.failed} `, 'bad', true),
        { ...name, tone: 'bad', bold: true },
        span(
          `failed: ${[dataText(event, 'step'), dataText(event, 'message')].filter(isSaid).join(': ')}`,
          'bad',
        ),
      ];
    case 'rule.tripped':
      return [
        name,
        span('tripped', 'bad', true),
        span(` after ${dataText(event, 'firings')} firings`, 'dim'),
      ];
    case 'rule.suppressed':
      return [name, span(`held back${timesText(event)}`, 'dim'), span(` (${reasonOf(event)})`, 'dim')];
    case 'rule.asked':
      return [name, span('asks', 'odd', true), span(` ${actionText(event)}`, 'dim')];
    case 'rule.answered':
      return [name, span(`answered ${dataText(event, 'answer')}`, answerTone(event))];
    default:
      return [
        span('trigger ', 'dim'),
        name,
        span(event.type.slice('rule.'.length), 'plain'),
        ...goneSpans(event),
      ];
  }
};

/** The reason, the pane, and the line that matched: foreign text, shown as it is and never obeyed. */
const whySpans = (event: Event): readonly Span[] => {
  const line = dataText(event, 'line').trim();
  const reason = line === '' ? reasonOf(event) : '';
  return [
    ...(reason === '' ? [] : [span(` (${reason})`, 'dim')]),
    ...(event.label === null ? [] : [span(` ${event.label}`)]),
    ...(event.tmux_pane === null ? [] : [span(` ${event.tmux_pane}`, 'dim')]),
    ...(line === '' ? [] : [span(` "${line.slice(0, LONGEST)}"`, 'dim')]),
  ];
};

const LONGEST = 200;

const reasonOf = (event: Event): string => dataText(event, 'reason').replaceAll('_', ' ');

const goneSpans = (event: Event): readonly Span[] => {
  const reason = reasonOf(event);
  return reason === '' ? [] : [span(` (${reason})`, 'dim')];
};

const timesText = (event: Event): string => {
  const count = event.data.count;
  return typeof count === 'number' && count > 1 ? ` ${count} times` : '';
};

const answerTone = (event: Event): Tone => (event.data.answer === 'yes' ? 'good' : 'warn');

const isDry = (event: Event): boolean => event.data.dry_run === true;
const isSaid = (text: string): boolean => text !== '';

const actionText = ({ data }: Event): string => {
  const { action } = data;
  const steps = Array.isArray(action) ? action.filter((step) => typeof step === 'string') : [];
  return steps.join(' && ').slice(0, LONGEST);
};
