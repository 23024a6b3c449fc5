import type { Event, EventType } from '../../domain/event.ts';
import type { Theme } from '../theme/theme.ts';
import { dataText, spokenText } from './event-data.ts';
import { type Line, type Span, span, type Tone } from './line.ts';
import { rulePhrase } from './rule-phrase.ts';

/** What happened, as a person says it: `build %2 failed, exit 2`. Foreign words are cut, and made harmless when painted. */
export const phraseOf = (event: Event, theme: Theme): Line => {
  if (event.type === 'notice.sent') return noticePhrase(event, theme);
  if (event.type.startsWith('rule.')) return rulePhrase(event, theme);
  return plainPhrase(event);
};

const noticePhrase = (event: Event, { symbols }: Theme): Line => [
  span(`${symbols.notice} ${dataText(event, 'text')}`, 'warn', true),
];

/** About a pane, a session, or what panectl itself lives on. */
const plainPhrase = (event: Event): Line => {
  if (event.type === 'exec.ended') return execPhrase(event);
  if (event.type === 'service.scaled') return scaledPhrase(event);
  const { words, tone, detail } = WORDS[event.type] ?? { words: event.type, tone: 'plain', detail: [] };
  return [...subjectSpans(event), span(words, tone), span(partsOf(event, detail), 'dim')];
};

const subjectSpans = ({ type, label, tmux_pane, session }: Event): readonly Span[] => {
  if (label !== null || tmux_pane !== null)
    return [
      ...(label === null ? [] : [span(`${label} `)]),
      ...(tmux_pane === null ? [] : [span(`${tmux_pane} `, 'dim')]),
    ];
  return type.startsWith('session.') ? [span('session ', 'dim'), span(`${session ?? ''} `)] : [];
};

interface Words {
  readonly words: string;
  readonly tone: Tone;
  /** Which of its data a person looks for. */
  readonly detail: readonly string[];
}

const words = (text: string, tone: Tone = 'plain', ...detail: readonly string[]): Words => ({
  words: text,
  tone,
  detail,
});

const WORDS: Partial<Record<EventType, Words>> = {
  'daemon.started': words('panectl started', 'dim'),
  'daemon.stopped': words('panectl stopped', 'dim'),
  'server.found': words('tmux server found', 'good'),
  'server.lost': words('tmux server lost', 'bad', 'reason'),
  'session.created': words('created', 'good'),
  'session.saved': words('saved', 'good'),
  'session.renamed': words('renamed, was', 'plain', 'from'),
  'session.killed': words('killed', 'warn'),
  'session.closed': words('closed', 'warn'),
  'session.linked': words('is in group', 'plain', 'group'),
  'session.unlinked': words('left group', 'plain', 'group'),
  'session.depends_set': words('waits for', 'plain', 'on', 'condition'),
  'pane.created': words('created', 'good', 'command'),
  'pane.killed': words('killed', 'warn'),
  'pane.exited': words('ended', 'plain', 'exit_code', 'signal'),
  'pane.labelled': words('labelled', 'plain'),
  'pane.metadata_set': words('metadata', 'plain', 'key', 'value'),
  'pane.moved': words('moved'),
  'pane.respawned': words('respawned', 'good', 'command'),
  'keys.sent': words('got keys'),
  'pane.held': words('is typed into by hand'),
  'pane.released': words('is free again'),
  'exec.started': words('runs', 'good', 'command'),
  'service.waiting': words('waits for', 'plain', 'waits_for'),
  'service.blocked': words('can not start, it needs', 'bad', 'waits_for'),
  'service.ready': words('is ready', 'good', 'said'),
  'service.unready': words('is', 'bad', 'reason'),
  'service.backing_off': words('is started again soon:', 'warn', 'reason'),
  'service.gave_up': words('is given up:', 'bad', 'reason'),
  'output.gap': words('printed more than was read', 'bad', 'reason'),
  'state.corrected': words('state corrected', 'warn'),
  'journal.failed': words('journal failed', 'bad', 'reason'),
};

const execPhrase = (event: Event): Line => {
  const outcome = dataText(event, 'outcome');
  const how = dataText(event, 'ended_by');
  // Whoever ended it wanted that, whatever code it ended with.
  const tone = how === 'kill' || how === 'scale' ? 'plain' : (OUTCOME_TONES.get(outcome) ?? 'plain');
  const code = outcome === 'completed' ? '' : partsOf(event, ['exit_code', 'signal'], ', ');
  return [
    ...subjectSpans(event),
    span(`${outcome.replaceAll('_', ' ')}${code}`, tone, tone === 'bad'),
    span(how === '' || how === 'self' ? '' : ` (${how})`, 'dim'),
  ];
};

/** `worker scaled up from 1 to 2 (avg cpu 93 % > 80 %, 10 s)`. */
const scaledPhrase = (event: Event): Line => {
  const { from, to } = event.data;
  const isUp = typeof from === 'number' && typeof to === 'number' && to > from;
  const reason = dataText(event, 'reason');
  return [
    ...subjectSpans(event),
    span(isUp ? 'scaled up' : 'scaled down', isUp ? 'good' : 'accent'),
    span(` from ${dataText(event, 'from')} to ${dataText(event, 'to')}`),
    span(reason === '' ? '' : ` (${reason})`, 'dim'),
  ];
};

const OUTCOME_TONES: ReadonlyMap<string, Tone> = new Map([
  ['completed', 'accent'],
  ['failed', 'bad'],
  ['timed_out', 'bad'],
  ['lost', 'warn'],
]);

const partsOf = (event: Event, keys: readonly string[], before = ' '): string =>
  keys
    .map((key) => spokenText(event, key))
    .reduce((all, part) => (part === '' ? all : `${all}${before}${part}`), '');
