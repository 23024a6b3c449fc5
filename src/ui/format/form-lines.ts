import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { PaneState } from '../../store/state.ts';
import { comparedNow } from '../form/compared-now.ts';
import {
  type ChoiceField,
  eventOf,
  type FieldId,
  type Form,
  type FormEvent,
  fieldsOf,
  isTextField,
  OPTIONS,
  type TextField,
} from '../form/form.ts';
import type { Theme } from '../theme/theme.ts';
import { ageText, bytesText, percentText } from './amounts.ts';
import { columnsOf } from './cut.ts';
import { type Line, span } from './line.ts';
import { typedSpans } from './typed-line.ts';
import { wrapText } from './wrap.ts';

interface FormLook {
  readonly width: number;
  /** Rows that the dialog may fill. */
  readonly rows: number;
  /** As it is now; undefined once it has gone. */
  readonly pane: PaneState | undefined;
  readonly nowMs: number;
  readonly theme: Theme;
}

/** The form of a new trigger: its fields, under each what is wrong with it, and what it would have matched. */
export const formLines = (form: Form, look: FormLook): readonly Line[] => {
  const blocks = fieldsOf(form).map((field) => ({ field, lines: fieldLines(field, form, look) }));
  const lines = blocks.flatMap((block) => block.lines);
  if (lines.length <= look.rows) return lines;
  const at = blocks.findIndex(({ field }) => field === form.at);
  const before = blocks.slice(0, at).reduce((sum, block) => sum + block.lines.length, 0);
  const end = Math.max(look.rows, before + Math.min(look.rows, blocks[at]?.lines.length ?? 1));
  return lines.slice(Math.max(0, end - look.rows), end);
};

const LABEL = 10;

const fieldLines = (field: FieldId, form: Form, look: FormLook): readonly Line[] => {
  const isAt = form.at === field && !form.isLeaving;
  const { cursor } = look.theme.symbols;
  const label = [
    span(isAt ? cursor : ' ', 'accent'),
    span(labelOf(field, form).padEnd(LABEL), isAt ? 'plain' : 'dim', isAt),
  ];
  const value = isTextField(field)
    ? textSpans(field, form, isAt, look)
    : choiceSpans(field, form, isAt, look);
  return [[...label, ...value], ...problemLines(field, form, look), ...liveLines(field, form, look)];
};

const labelOf = (field: FieldId, form: Form): string =>
  field === 'condition' ? CONDITIONS[eventOf(form)].label : LABELS[field];

const LABELS: Readonly<Record<Exclude<FieldId, 'condition'>, string>> = {
  event: 'when',
  held: 'held for',
  action: 'do',
  name: 'name',
  fire: 'fires',
  cooldown: 'cooldown',
  confirm: 'ask first',
  dry_run: 'dry run',
};

const CONDITIONS: Readonly<Record<FormEvent, { readonly label: string; readonly advice: string }>> = {
  pattern: { label: 'matches', advice: 'RE2 syntax, like ERROR|panic' },
  exit: { label: 'only if', advice: "like status == 'failed'; empty: any end" },
  timeout: { label: 'after', advice: 'a command runs longer than this, like 10m' },
  metric: { label: 'is', advice: 'like cpu > 80, or memory > 500M' },
  silence: { label: 'for', advice: 'nothing is printed for so long, like 5m' },
  bell: { label: '', advice: '' },
};

const ADVICE: Readonly<Record<Exclude<TextField, 'condition'>, string>> = {
  held: 'true for so long, like 10s',
  action: "panectl commands, like notify '{{ label }}: {{ line }}'",
  name: 'to find it by',
  cooldown: 'rests so long after it fired, like 5m',
};

const textSpans = (field: TextField, form: Form, isAt: boolean, { width, theme }: FormLook): Line => {
  const value = form.texts[field];
  const advice = field === 'condition' ? CONDITIONS[eventOf(form)].advice : ADVICE[field];
  const room = width - LABEL - 2;
  if (isAt && value.text === '') return [...typedSpans(value, room, theme), span(advice, 'dim')];
  if (value.text === '') return [span(field === 'action' ? advice : theme.symbols.dash, 'dim')];
  return isAt ? typedSpans(value, room, theme) : [span(value.text)];
};

/** All choices where there is room, else the chosen one between signs that say that there are others. */
const choiceSpans = (field: ChoiceField, form: Form, isAt: boolean, { width }: FormLook): Line => {
  const options = OPTIONS[field];
  const chosen = form.choices[field];
  const isShort = options.join('   ').length + 2 > width - LABEL - 2;
  if (isShort) return [span(`< ${options[chosen] ?? ''} >`, isAt ? 'accent' : 'plain', isAt)];
  return options.flatMap((option, at) =>
    at === chosen ? [span(`[${option}]`, isAt ? 'accent' : 'plain', true)] : [span(` ${option} `, 'dim')],
  );
};

/** What is wrong, with a caret under the place where the text of the field is all seen. */
const problemLines = (field: FieldId, form: Form, { width, theme }: FormLook): readonly Line[] => {
  const tested = testOf(form);
  const problem = form.problem?.field === field ? form.problem : null;
  const found = problem ?? (field === 'condition' ? (tested?.problem ?? null) : null);
  if (found === null) return [];
  const indent = ' '.repeat(LABEL + 1);
  const { text } = isTextField(field) ? form.texts[field] : { text: '' };
  const isSeen = found.offset !== null && columnsOf(text) < width - LABEL - 3;
  const before = columnsOf(text.slice(0, found.offset ?? 0));
  return [
    ...(isSeen ? [[span(`${indent}${' '.repeat(before)}^`, 'bad')]] : []),
    ...wrapText(found.message, Math.max(1, width - LABEL - 2), 2, theme.symbols.more).map((row) => [
      span(indent),
      span(row, 'bad'),
    ]),
  ];
};

/** How the condition stands just now, or would have stood. */
const liveLines = (field: FieldId, form: Form, look: FormLook): readonly Line[] => {
  if (field !== 'condition') return [];
  const indent = span(' '.repeat(LABEL + 1));
  if (eventOf(form) === 'pattern') {
    const lines = problemLines(field, form, look).length > 0 ? [] : testLines(form);
    return padded(lines, form, look).map((line) => [indent, ...line]);
  }
  const now = nowText(eventOf(form), look);
  return now === '' ? [] : [[indent, span(now, 'dim'), ...verdictSpans(form, look)]];
};

/** The dialog must not grow and shrink under the eye while one types. */
const padded = (lines: readonly Line[], form: Form, look: FormLook): readonly Line[] => {
  const taken = lines.length + problemLines('condition', form, look).length;
  const blanks = look.rows < ROOMY ? 0 : Math.max(0, 2 - taken);
  return [...lines, ...Array.from({ length: blanks }, () => [])];
};

const ROOMY = 12;

/** Until the daemon has answered for what is typed now, its last answer stands. */
const testOf = (form: Form): Form['test'] =>
  eventOf(form) === 'pattern' && form.texts.condition.text !== '' ? form.test : null;

const testLines = (form: Form): readonly Line[] => {
  const test = testOf(form);
  if (test === null || test.problem !== null) return [];
  const { matches, lines, last } = test;
  const verb = matches === 1 ? 'matches' : 'match';
  const count = [
    span(`${matches}`, matches === 0 ? 'warn' : 'good', true),
    span(` of the last ${lines} ${lines === 1 ? 'line' : 'lines'} ${verb}`, 'dim'),
  ];
  return last === null ? [count] : [count, highlighted(last, test.pattern)];
};

/** The match of the same matcher as the daemon's, in the one line that is shown. */
const highlighted = (text: string, pattern: string): Line => {
  const found = matchIn(text, pattern);
  if (found === null) return [span(text, 'dim')];
  const from = Math.max(0, found.start - BEFORE);
  return [
    span(text.slice(from, found.start), 'dim'),
    span(text.slice(found.start, found.end), 'good', true),
    span(text.slice(found.end), 'dim'),
  ];
};

const BEFORE = 16;

const matchIn = (text: string, pattern: string): { readonly start: number; readonly end: number } | null => {
  try {
    const matcher = RE2JS.compile(pattern).matcher(text);
    return matcher.find() ? { start: matcher.start(), end: matcher.end() } : null;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return null;
  }
};

/** Of a single comparison; whatever else an expression says, the daemon alone reads it. */
const verdictSpans = (form: Form, { pane }: FormLook): Line => {
  if (eventOf(form) !== 'metric') return [];
  const verdict = comparedNow(form.texts.condition.text, pane?.metrics ?? null);
  if (verdict === null) return [];
  return [verdict ? span('  true now', 'warn', true) : span('  not now', 'good')];
};

const nowText = (event: FormEvent, { pane, nowMs, theme }: FormLook): string => {
  if (pane === undefined) return '';
  const { dash } = theme.symbols;
  switch (event) {
    case 'metric': {
      const cpu = percentText(pane.metrics?.cpu_percent ?? null, dash);
      const memory = bytesText(pane.metrics?.memory_bytes ?? null, dash);
      return `now: cpu ${cpu}  memory ${memory}  processes ${pane.metrics?.processes ?? dash}`;
    }
    case 'timeout':
      return pane.status === 'running'
        ? `now: runs for ${ageText(pane.statusSince, nowMs)}`
        : 'now: nothing runs';
    case 'silence':
      return pane.lastOutputAt === null ? '' : `now: silent for ${ageText(pane.lastOutputAt, nowMs)}`;
    case 'exit':
      return pane.exitCode === null ? '' : `the last one ended with ${pane.exitCode}`;
    default:
      return '';
  }
};
