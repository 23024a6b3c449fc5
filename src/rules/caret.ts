/** Where in a text something is wrong, as `data` of a failure: line and column from 1, and a picture of both. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The line, and under it a `^`. */
  readonly caret: string;
}

/** `offset` in UTF-16 units; one that lies beyond the text points behind its end. */
export const pointAt = (source: string, offset: number): Place => {
  const before = source.slice(0, Math.max(0, offset));
  const start = before.lastIndexOf('\n') + 1;
  const end = source.indexOf('\n', start);
  const text = source.slice(start, end < 0 ? source.length : end);
  const column = before.length - start + 1;
  return {
    line: before.split('\n').length,
    column,
    caret: `${text}\n${before.slice(start).replace(/[^\t]/g, ' ')}^`,
  };
};
