import type { Failure } from '../../domain/failure.ts';
import type { Passage } from './rule-draft.ts';

/**
 * What is wrong inside a passage, with its `line`, `column` and `caret` (contract, section 2) in the file instead of in
 * the passage alone. The code stays: a pattern is an `invalid_pattern` wherever it is written.
 */
export const failureInFile = (fileName: string, passage: Passage, failure: Failure): Failure => {
  const { line, sourceLine } = passage;
  const inner = failure.data.line === 1 && typeof failure.data.column === 'number' ? failure.data.column : 1;
  const column = passage.column + (passage.isVerbatim ? inner - 1 : 0);
  return {
    ...failure,
    message: `${fileName}:${line}:${column}: ${failure.message}`,
    data: { ...failure.data, file: fileName, line, column, caret: caretUnder(sourceLine, column) },
  };
};

/** A line of the file with a caret under one of its columns; of a long line the part around it. */
export const caretUnder = (sourceLine: string, column: number): string => {
  const from = Math.max(0, Math.min(column - 1, sourceLine.length) - BEFORE);
  const shown = sourceLine.slice(from, from + SHOWN).replaceAll('\t', ' ');
  return `${shown}\n${' '.repeat(Math.max(0, column - 1 - from))}^`;
};

const BEFORE = 60;
const SHOWN = 100;
