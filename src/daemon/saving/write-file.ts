import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';

/**
 * Whole or not at all, also when the power goes: what stood there before stays until the new text is on the disk.
 * Commands and metadata may hold what is nobody else's business.
 */
export const writeWhole = async (path: string, text: string): Promise<Result<void>> => {
  if ((await stat(path).catch(() => null))?.isDirectory() === true)
    return failed(failure('usage', `${path} is a folder`, 'name a file', { path }));
  const beside = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  let handle: FileHandle | null = null;
  try {
    handle = await open(beside, 'wx', 0o600);
    await handle.writeFile(text);
    await handle.sync();
    await handle.close();
    handle = null;
    await rename(beside, path);
    await syncFolder(dirname(path));
    return success(undefined);
  } catch (error) {
    await handle?.close().catch(() => undefined);
    await rm(beside, { force: true });
    return failed(problemOf(error, path));
  }
};

/** Until then the new name itself may be lost. Not every file system can do it, and the text is safe without. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
};

const problemOf = (error: unknown, path: string) => {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return failure('file_not_found', `there is no folder ${dirname(path)}`, 'make it first', { path });
  const reason = error instanceof Error ? error.message : String(error);
  return failure('usage', `it can not be written: ${reason}`, 'name another file', { path });
};
