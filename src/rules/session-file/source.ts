import { type Failure, failure } from '../../domain/failure.ts';
import { caretUnder } from './failure-in-file.ts';
import type { FilePlace } from './file.ts';
import type { Passage } from './rule-draft.ts';

/** A file's text, with what has been found wrong in it so far. */
export interface Source {
  readonly fileName: string;
  readonly text: string;
  /** Where each line begins. */
  readonly lineStarts: readonly number[];
  readonly problems: Problem[];
}

export interface Problem extends FilePlace {
  readonly message: string;
  readonly hint: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export const sourceOf = (text: string, fileName: string): Source => {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { fileName, text, lineStarts, problems: [] };
};

/** From an offset; by halves, as a file may have many lines. */
export const placeAt = ({ lineStarts }: Source, offset: number): FilePlace => {
  let [low, high] = [0, lineStarts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
};

const lineOf = ({ text, lineStarts }: Source, line: number): string =>
  text.slice(lineStarts[line - 1] ?? 0, lineStarts[line] ?? text.length).replace(/\r?\n$/, '');

export const report = (
  source: Source,
  { line, column }: FilePlace,
  message: string,
  more: Partial<Pick<Problem, 'hint' | 'data'>> = {},
): void => {
  source.problems.push({ ...{ line, column, message, hint: null, data: {} }, ...more });
};

/** As failures begin with it. */
export const placeText = ({ fileName }: Source, { line, column }: FilePlace): string =>
  `${fileName}:${line}:${column}`;

/** The first thing that is wrong, as a failure that points at it; null where nothing is. */
export const failureOf = (source: Source): Failure | null => {
  const [first] = source.problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return first === undefined ? null : problemFailure(source, first);
};

/** A failure about a place of a file that was read, by somebody who found out later. */
export const problemIn = (
  source: Source,
  { line, column }: FilePlace,
  message: string,
  hint: string | null = null,
): Failure => problemFailure(source, { line, column, message, hint, data: {} });

const problemFailure = (source: Source, { line, column, message, hint, data }: Problem): Failure =>
  failure('invalid_file', `${placeText(source, { line, column })}: ${message}`, hint, {
    ...data,
    ...{ file: source.fileName, line, column, caret: caretUnder(lineOf(source, line), column) },
  });

/** A failure that names a place of the file, with a caret if it has none yet. */
export const withCaret = (source: Source, failure: Failure): Failure => {
  const { line, column, caret } = failure.data;
  if (typeof line !== 'number' || typeof column !== 'number' || typeof caret === 'string') return failure;
  return { ...failure, data: { ...failure.data, caret: caretUnder(lineOf(source, line), column) } };
};

/** A text that begins at an offset of the file. */
export const passageAt = (source: Source, text: string, offset: number): Passage => {
  const { line, column } = placeAt(source, offset);
  const shown = text.trimEnd();
  const isVerbatim = !shown.includes('\n') && source.text.startsWith(shown, offset);
  return { text, line, column, sourceLine: lineOf(source, line), isVerbatim };
};
