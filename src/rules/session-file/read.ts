import type { Failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionFile } from './file.ts';
import { sessionOf } from './session.ts';
import { failureOf, report, sourceOf } from './source.ts';
import { parseTree } from './tree.ts';

/** In UTF-16 units; what people write has a few thousand. */
export const LONGEST_FILE = 1_048_576;

/**
 * A session file: YAML or JSON in tmuxp's forms, with ours (contract, section 6). Everything that is wrong with it is
 * `invalid_file` with `file, line, column, caret` of the first such place in `data`. Never throws. A text that was made
 * for it may take seconds, so it is read where nobody waits.
 */
export const readSessionFile = (text: string, fileName: string): Result<SessionFile> => {
  if (text.length > LONGEST_FILE) return failed(tooLarge(fileName));
  const source = sourceOf(text.replace(/^\ufeff/, ''), fileName);
  const tree = parseTree(source);
  const file = tree === null ? null : sessionOf(source, tree);
  const failure = failureOf(source);
  return file === null || failure !== null ? failed(failure ?? tooLarge(fileName)) : success(file);
};

const tooLarge = (fileName: string): Failure => {
  const source = sourceOf('', fileName);
  report(source, { line: 1, column: 1 }, 'a session file has at most 1 MiB');
  const failure = failureOf(source);
  if (failure === null) throw new Error('unreachable');
  return failure;
};
