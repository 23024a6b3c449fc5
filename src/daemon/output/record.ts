import type { RecordedLine } from '../../domain/lines.ts';

/**
 * A pane's lines, numbered for ever and held within a bound: the oldest go first, and whoever asks for them is told
 * how many are lost. A line costs its text and a little; the bound counts characters twice, as V8 may store them.
 */
export interface OutputRecord {
  /** The number that the next line will get. */
  readonly nextCursor: number;
  /** The oldest number that is still held; equal to `nextCursor` when nothing is. */
  readonly firstCursor: number;
  readonly bytes: number;
  /** Adds a line and answers its number. `typed` marks prompts and echoed command lines, which no pattern sees. */
  append(text: string, atMs: number, typed: boolean): number;
  /** Notes that an unknown number of lines is missing here. It takes one number, which counts as one lost line. */
  appendGap(atMs: number): number;
  /**
   * Lines of the `limit` numbers from `cursor` on; `lost` counts the numbers among those asked for that are no longer
   * held, or were gaps.
   */
  from(cursor: number, limit: number): RecordSlice;
  /** The newest `count` lines. */
  last(count: number): RecordSlice;
  /** Gives up old lines until at most `maxBytes` are held. */
  shrinkTo(maxBytes: number): void;
}

export interface RecordSlice {
  readonly lines: readonly RecordLine[];
  readonly lost: number;
}

export interface RecordLine extends RecordedLine {
  readonly typed: boolean;
}

interface Held {
  readonly text: string;
  readonly atMs: number;
  readonly typed: boolean;
  readonly isGap?: true;
}

const LINE_OVERHEAD = 64;

export const createOutputRecord = (firstCursor = 0): OutputRecord => {
  /** A queue: entries before `head` are gone, and cut off for good once they are half of the array. */
  let held: Held[] = [];
  let head = 0;
  let next = firstCursor;
  let bytes = 0;

  const first = (): number => next - (held.length - head);

  const slice = (cursor: number, limit: number): RecordSlice => {
    const begin = Math.max(cursor, first());
    const from = head + (begin - first());
    const asked = held.slice(from, from + limit);
    const lines = asked.flatMap((line, index) => (line.isGap ? [] : [recorded(line, begin + index)]));
    const forgotten = Math.max(0, Math.min(begin, next) - Math.max(0, cursor));
    return { lines, lost: forgotten + asked.length - lines.length };
  };

  const dropOldest = (): void => {
    const line = held[head];
    if (line !== undefined) bytes -= costOf(line.text);
    head += 1;
    if (head > 1_024 && head * 2 > held.length) {
      held = held.slice(head);
      head = 0;
    }
  };

  const append = (line: Held): number => {
    held.push(line);
    bytes += costOf(line.text);
    next += 1;
    return next - 1;
  };

  return {
    get nextCursor() {
      return next;
    },
    get firstCursor() {
      return first();
    },
    get bytes() {
      return bytes;
    },
    append: (text, atMs, typed) => append({ text, atMs, typed }),
    appendGap: (atMs) => append({ text: '', atMs, typed: true, isGap: true }),
    from: slice,
    last: (count) => slice(Math.max(first(), next - count), count),
    shrinkTo: (maxBytes) => {
      while (bytes > maxBytes && head < held.length) dropOldest();
    },
  };
};

const costOf = (text: string): number => text.length * 2 + LINE_OVERHEAD;

const recorded = (line: Held, cursor: number): RecordLine => ({
  cursor,
  at: new Date(line.atMs).toISOString(),
  text: line.text,
  typed: line.typed,
});
