import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';

/** A folder as a caller wrote it → its absolute path. tmux would silently take another one where it is missing. */
export const findFolder = async (text: string, callerCwd: string): Promise<Result<string>> => {
  const folder = resolve(callerCwd, text);
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() === true) return success(folder);
  const what = found === null ? 'there is no folder' : 'this is no folder:';
  return failed(failure('usage', `${what} ${JSON.stringify(folder)}`, 'give --cwd a folder that exists'));
};
