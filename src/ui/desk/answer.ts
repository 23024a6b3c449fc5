import { clockText } from '../format/amounts.ts';
import { pagerColumns } from '../format/pager-lines.ts';
import { wrapText } from '../format/wrap.ts';
import { MESSAGE_MS } from '../input/outcome.ts';
import type { DeskState } from './desk.ts';
import type { AnswerWish, Call, PagerLine, UiState } from './ui-state.ts';

/** The panel's state after a call went well: a message, or the answer itself where that is what was asked for. */
export const answered = (
  call: Call,
  value: unknown,
  desk: Pick<DeskState, 'ui' | 'book' | 'size' | 'nowMs'>,
): UiState => {
  const { ui, nowMs } = desk;
  const lines = call.answer === undefined ? [] : linesOf(call.answer, value, desk);
  const [only] = lines;
  const title = call.answer?.title ?? '';
  const isShort = lines.length === 1 && only !== undefined && only.text.length < desk.size.columns - 2;
  if (lines.length > 0 && !isShort && ui.overlay.kind === 'none')
    return { ...ui, message: null, overlay: { kind: 'pager', title, lines, top: topOf(call, lines) } };
  const text = isShort && call.answer?.as !== 'commands' ? only.text : call.done;
  return { ...ui, message: { text, tone: 'good', untilMs: nowMs + MESSAGE_MS } };
};

/** The newest command is the last one, and seen at once. */
const topOf = ({ answer }: Call, { length }: readonly PagerLine[]): number =>
  answer?.as === 'commands' ? length : 0;

const linesOf = (
  { as }: AnswerWish,
  value: unknown,
  { book, size }: Pick<DeskState, 'book' | 'size'>,
): readonly PagerLine[] => {
  const width = pagerColumns(size.columns);
  if (as === 'commands') return commandLines(value, width);
  if (as === 'json') return wrapped(JSON.stringify(value, null, 2).split('\n'), width);
  if (as === 'done' && !hasOutput(value)) return [];
  return wrapped(book?.linesOf(value, width) ?? [], width);
};

/** Of `pane-exec --wait` and its like: then the output is what was waited for. */
const hasOutput = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('output' in value || 'watch' in value || 'dry_run' in value);

const MOST_LINES = 5_000;
const MOST_ROWS = 50;

const wrapped = (lines: readonly string[], width: number): readonly PagerLine[] =>
  lines
    .slice(0, MOST_LINES)
    .flatMap((line) => (line.length < width ? [line] : wrapText(line, width, MOST_ROWS, '~')))
    .map((text) => ({ text, tone: 'plain' }));

const commandLines = (value: unknown, width: number): readonly PagerLine[] => {
  const commands = typeof value === 'object' && value !== null && 'commands' in value ? value.commands : [];
  return (Array.isArray(commands) ? commands : []).flatMap((each: unknown) => commandRows(each, width));
};

/** Time and command; a failed one is marked by its word and colour, what tmux said of it stands beneath. */
const commandRows = (entry: unknown, width: number): readonly PagerLine[] => {
  if (typeof entry !== 'object' || entry === null || !('command' in entry) || !('at' in entry)) return [];
  const error = 'error' in entry && typeof entry.error === 'string' ? entry.error : null;
  const clock = clockText(Date.parse(String(entry.at)));
  const mark = error === null ? '  ' : '! ';
  const rows = wrapText(String(entry.command), width - clock.length - 4, MOST_ROWS, '~');
  const indent = ' '.repeat(clock.length + 4);
  return [
    ...rows.map(
      (text, at): PagerLine => ({
        text: at === 0 ? `${clock}  ${mark}${text}` : `${indent}${text}`,
        tone: error === null ? 'plain' : 'bad',
      }),
    ),
    ...(error === null ? [] : wrapText(error, width - indent.length, 3, '~')).map(
      (text): PagerLine => ({ text: `${indent}${text}`, tone: 'warn' }),
    ),
  ];
};
