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

/**
 * Lines that came together are one string: a flood of short lines would else be a million small objects, and each full
 * collection of V8's would walk them all (15 to 35 ms at a time, measured).
 */
interface Block {
  readonly first: number;
  readonly atMs: number;
  readonly typed: boolean;
  readonly isGap: boolean;
  count: number;
  /** Null while lines are still added to `text`, joined by line feeds: no line has one. */
  parts: string[] | null;
  text: string;
  chars: number;
  /** Lines that were given up, and where in `text` the next one begins. */
  dropped: number;
  offset: number;
}

const LINE_OVERHEAD = 64;
const LARGEST_BLOCK_CHARS = 8_192;

export const createOutputRecord = (firstCursor = 0): OutputRecord => {
  /** A queue: entries before `head` are gone, and cut off for good once they are half of the array. */
  let blocks: Block[] = [];
  let head = 0;
  let next = firstCursor;
  let bytes = 0;

  const first = (): number => {
    const oldest = blocks[head];
    return oldest === undefined ? next : oldest.first + oldest.dropped;
  };

  const slice = (cursor: number, limit: number): RecordSlice => {
    const begin = Math.max(cursor, first());
    const end = Math.min(next, begin + limit);
    const lines: RecordLine[] = [];
    for (let at = blockAt(blocks, head, begin); at < blocks.length; at += 1) {
      const block = blocks[at];
      if (block === undefined || block.first >= end) break;
      if (!block.isGap) addLines(lines, block, begin, end);
    }
    const forgotten = Math.max(0, Math.min(begin, next) - Math.max(0, cursor));
    return { lines, lost: forgotten + Math.max(0, end - begin) - lines.length };
  };

  const append = (text: string, atMs: number, typed: boolean, isGap: boolean): number => {
    const last = blocks.at(-1);
    const isSame = last !== undefined && last.atMs === atMs && last.typed === typed && !last.isGap && !isGap;
    if (isSame && last.parts !== null && last.chars + text.length <= LARGEST_BLOCK_CHARS) {
      last.parts.push(text);
      last.count += 1;
      last.chars += text.length;
    } else {
      if (last !== undefined && blocks.length > head) seal(last);
      blocks.push(newBlock(next, { text, atMs, typed, isGap }));
    }
    bytes += costOf(text.length);
    next += 1;
    return next - 1;
  };

  const dropOldest = (block: Block, maxBytes: number): void => {
    seal(block);
    while (bytes > maxBytes && block.dropped < block.count) {
      const end = block.text.indexOf('\n', block.offset);
      bytes -= costOf((end < 0 ? block.text.length : end) - block.offset);
      block.offset = end + 1;
      block.dropped += 1;
    }
    if (block.dropped < block.count) return;
    head += 1;
    if (head * 2 <= blocks.length) return;
    blocks = blocks.slice(head);
    head = 0;
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
    append: (text, atMs, typed) => append(text, atMs, typed, false),
    appendGap: (atMs) => append('', atMs, true, true),
    from: slice,
    last: (count) => slice(Math.max(first(), next - count), count),
    shrinkTo: (maxBytes) => {
      for (let oldest = blocks[head]; oldest !== undefined && bytes > maxBytes; oldest = blocks[head])
        dropOldest(oldest, maxBytes);
    },
  };
};

const costOf = (chars: number): number => chars * 2 + LINE_OVERHEAD;

const newBlock = (
  first: number,
  { text, ...kind }: Pick<Block, 'text' | 'atMs' | 'typed' | 'isGap'>,
): Block => ({
  ...kind,
  ...{ first, count: 1, parts: [text], text: '', chars: text.length, dropped: 0, offset: 0 },
});

const seal = (block: Block): void => {
  if (block.parts === null) return;
  block.text = block.parts.join('\n');
  block.parts = null;
};

/** Where the block is that has this cursor, or the next one. */
const blockAt = (blocks: readonly Block[], head: number, cursor: number): number => {
  let low = head;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block !== undefined && block.first + block.count <= cursor) low = middle + 1;
    else high = middle;
  }
  return low;
};

const addLines = (lines: RecordLine[], block: Block, begin: number, end: number): void => {
  const texts = block.parts ?? block.text.slice(block.offset).split('\n');
  const firstHeld = block.first + block.dropped;
  const at = new Date(block.atMs).toISOString();
  const from = Math.max(0, begin - firstHeld);
  texts.slice(from, end - firstHeld).forEach((text, index) => {
    lines.push({ cursor: firstHeld + from + index, at, text, typed: block.typed });
  });
};
