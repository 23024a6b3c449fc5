import type { Output, RecordedLine } from '../../domain/lines.ts';
import { type Result, success } from '../../domain/result.ts';
import { compilePattern } from '../../rules/pattern.ts';
import type { RecordLine } from '../output/record.ts';

export interface OutputLimits {
  readonly n?: number | undefined;
  readonly bytes?: number | undefined;
  readonly grep?: string | undefined;
  readonly context?: number | undefined;
  /** The lines to keep when not all fit: the first ones of a reading that goes forward, else the newest. */
  readonly forward?: boolean;
}

const LINES = 50;
const BYTES = 8 * 1024;

/** Lines of a record as answers give them, within their limits. `end` is the cursor behind the last one. */
export const recordLines = (
  all: readonly RecordLine[],
  { lost, end }: { readonly lost: number; readonly end: number },
  limits: OutputLimits,
): Result<Output<RecordedLine>> => {
  const wanted = grepped(all, limits);
  if (!wanted.ok) return wanted;
  const { n = LINES, bytes = BYTES, forward = false } = limits;
  const ordered = forward ? wanted.value : wanted.value.toReversed();
  const kept = fitting(ordered, n, bytes);
  const lines = (forward ? kept : kept.toReversed()).map(({ cursor, at, text }) => ({ cursor, at, text }));
  const omitted = wanted.value.length - kept.length;
  const last = lines.at(-1);
  const next = forward && omitted > 0 && last !== undefined ? last.cursor + 1 : end;
  return success({ lines, next_cursor: next, truncated: omitted > 0, omitted, lost });
};

const grepped = (
  all: readonly RecordLine[],
  { grep, context = 0 }: OutputLimits,
): Result<readonly RecordLine[]> => {
  if (grep === undefined) return success(all);
  const pattern = compilePattern(grep);
  if (!pattern.ok) return pattern;
  const wanted = new Set<number>();
  all.forEach((line, index) => {
    if (!pattern.value.test(line.text)) return;
    for (let at = Math.max(0, index - context); at <= Math.min(all.length - 1, index + context); at += 1)
      wanted.add(at);
  });
  return success(all.filter((_, index) => wanted.has(index)));
};

/** The first line always fits, cut if it must be: an answer without any would say nothing. */
const fitting = (ordered: readonly RecordLine[], most: number, bytes: number): readonly RecordLine[] => {
  const kept: RecordLine[] = [];
  let left = bytes;
  for (const line of ordered.slice(0, most)) {
    const size = Buffer.byteLength(line.text) + 1;
    if (size > left && kept.length > 0) break;
    kept.push(size > left ? { ...line, text: line.text.slice(0, left) } : line);
    left -= size;
  }
  return kept;
};
