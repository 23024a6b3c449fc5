import type { Failure } from '../../../src/domain/failure.ts';
import type { FilePane, SessionFile } from '../../../src/rules/session-file/file.ts';
import { readSessionFile } from '../../../src/rules/session-file/read.ts';

/** The file that a text is; a failure is thrown. */
export const fileOf = (text: string): SessionFile => {
  const read = readSessionFile(text, 'session.yml');
  if (!read.ok) throw new Error(`${read.failure.message}\n${String(read.failure.data.caret)}`);
  return read.value;
};

/** The panes of all windows. */
export const panesOf = (text: string): readonly FilePane[] =>
  fileOf(text).windows.flatMap(({ panes }) => panes);

/** What each pane's shell gets. */
export const linesOf = (text: string): readonly (readonly string[])[] =>
  panesOf(text).map(({ lines }) => lines.map(({ value }) => value));

/** Each line of each pane, with how it is typed. */
export const mannersOf = (text: string): readonly (readonly string[])[] =>
  panesOf(text).map(({ lines }) =>
    lines.map(
      ({ value, enter, suppressHistory, sleepBefore, sleepAfter }) =>
        `${value} ${suppressHistory ? 'h' : ''}${enter ? 'e' : ''} ${sleepBefore} ${sleepAfter}`,
    ),
  );

export const failureOf = (text: string): Failure => {
  const read = readSessionFile(text, 'session.yml');
  if (read.ok) throw new Error(`this was read: ${JSON.stringify(read.value)}`);
  return read.failure;
};

/**
 * A text with `▼` before what is wrong in it → the text without it, and where it stood: line and column from 1.
 */
export const marked = (
  text: string,
): { readonly text: string; readonly line: number; readonly column: number } => {
  const before = text.slice(0, text.indexOf('▼')).split('\n');
  return { text: text.replace('▼', ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
};
