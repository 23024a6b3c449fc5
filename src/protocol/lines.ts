import { LONGEST_LINE_BYTES } from './message.ts';

/**
 * Newline-delimited JSON from bytes that come in pieces. Works on bytes, so that a character which is split over two
 * pieces stays whole. A line that is too long or no JSON ends the reading: the other side is not one of ours.
 */
export interface LineReader {
  /** Answers the values of the lines that are whole now; `broken` says why nothing more can be read. */
  feed(bytes: Buffer): { readonly values: readonly unknown[]; readonly broken: string | null };
}

export const createLineReader = (longestBytes = LONGEST_LINE_BYTES): LineReader => {
  let parts: Buffer[] = [];
  let held = 0;
  let broken: string | null = null;

  const wholeLines = (bytes: Buffer): Buffer[] => {
    const lines: Buffer[] = [];
    let from = 0;
    for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, from)) {
      lines.push(Buffer.concat([...parts, bytes.subarray(from, at)]));
      parts = [];
      held = 0;
      from = at + 1;
    }
    if (from < bytes.length) {
      parts.push(bytes.subarray(from));
      held += bytes.length - from;
    }
    return lines;
  };

  return {
    feed: (bytes) => {
      const values: unknown[] = [];
      if (broken !== null) return { values, broken };
      for (const line of wholeLines(bytes)) {
        const value = line.length > longestBytes ? undefined : parsed(line);
        if (value === undefined) {
          broken = line.length > longestBytes ? 'a line is too long' : 'a line is not JSON';
          break;
        }
        values.push(value);
      }
      if (broken === null && held > longestBytes) broken = 'a line is too long';
      return { values, broken };
    },
  };
};

/** Undefined for what is not JSON; JSON itself has no such value. */
const parsed = (line: Buffer): unknown => {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
};

export const encodeLine = (message: object): string => `${JSON.stringify(message)}\n`;
