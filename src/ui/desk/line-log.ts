import type { DaemonMessage, OutputLine } from '../../protocol/message.ts';
import { filterOf } from '../format/filter.ts';

/** One line of a pane's output, numbered as it came. */
export interface LoggedLine extends OutputLine {
  readonly seq: number;
}

/** The newest lines of the panes that are followed; of one asking of the daemon, `id`. */
export interface LineLog {
  readonly id: number;
  readonly lines: readonly LoggedLine[];
  readonly nextSeq: number;
  /** Lines of floods that the daemon did not send. */
  readonly skipped: number;
}

export type LineBatch = Omit<Extract<DaemonMessage, { kind: 'lines' }>, 'kind'>;

/** Some screens of the largest kind; with the longest lines 3 MB. */
const MOST_LINES = 3_000;

export const emptyLog = (id: number): LineLog => ({ id, lines: [], nextSeq: 0, skipped: 0 });

export const withLines = (log: LineLog, batch: LineBatch): LineLog => {
  if (batch.id !== log.id) return log;
  const added = batch.lines.map((line, at) => ({ ...line, seq: log.nextSeq + at }));
  return {
    id: log.id,
    lines: [...log.lines, ...added].slice(-MOST_LINES),
    nextSeq: log.nextSeq + added.length,
    skipped: log.skipped + batch.skipped,
  };
};

/** Those that the filter accepts; a line is tested once, and the answer is kept for as long as the filter. */
export const acceptedLines = ({ lines }: LineLog, text: string): readonly LoggedLine[] => {
  if (text !== verdicts.text) verdicts = { text, filter: filterOf(text), known: new WeakMap() };
  const { filter, known } = verdicts;
  if (filter.kind !== 'accepts') return lines;
  return lines.filter((line) => {
    const before = known.get(line);
    if (before !== undefined) return before;
    const verdict = filter.accepts(line.text);
    known.set(line, verdict);
    return verdict;
  });
};

let verdicts = {
  text: '',
  filter: filterOf(''),
  known: new WeakMap<LoggedLine, boolean>(),
};

/** Where the window of a held log ends: behind its line, or at the end. */
export const windowEnd = (lines: readonly LoggedLine[], heldAt: number | null): number =>
  heldAt === null ? lines.length : lines.findLastIndex(({ seq }) => seq <= heldAt) + 1;
