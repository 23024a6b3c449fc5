import type { Output } from '../../domain/lines.ts';
import type { Pattern } from '../../rules/pattern.ts';

const LINES = 50;
const BYTES = 8 * 1024;

interface Limits {
  readonly lines?: number | undefined;
  readonly bytes?: number | undefined;
}

/** The newest lines that fit. A single line that is too long is cut at a character; it counts as truncated. */
export const limitLines = (
  all: readonly string[],
  { lines = LINES, bytes = BYTES }: Limits,
): Output<string> => {
  const wanted = all.slice(-lines);
  const kept: string[] = [];
  let left = bytes;
  let isCut = false;
  for (const line of wanted.toReversed()) {
    const size = Buffer.byteLength(line) + 1;
    if (size > left) {
      if (kept.length === 0) kept.push(cutTo(line, left));
      isCut = true;
      break;
    }
    left -= size;
    kept.push(line);
  }
  const omitted = all.length - kept.length;
  return {
    lines: kept.reverse(),
    next_cursor: null,
    truncated: omitted > 0 || isCut,
    omitted,
    lost: 0,
  };
};

const cutTo = (line: string, bytes: number): string => {
  const cut = Buffer.from(line).subarray(0, bytes).toString('utf8');
  return cut.replace(/\ufffd+$/, '');
};

/** Those that match, with so many around each; `textOf` is what the pattern sees of a line. */
export const grepLines = (
  all: readonly string[],
  pattern: Pattern,
  context: number,
  textOf: (line: string) => string,
): readonly string[] => {
  const wanted = new Set<number>();
  all.forEach((line, index) => {
    if (!pattern.test(textOf(line))) return;
    const from = Math.max(0, index - context);
    for (let at = from; at <= Math.min(all.length - 1, index + context); at += 1) wanted.add(at);
  });
  return all.filter((_, index) => wanted.has(index));
};
