import { open, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { failure } from '../../domain/failure.ts';
import { nearest } from '../../domain/nearest.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionFile } from '../../rules/session-file/file.ts';
import { type Source, sourceOf } from '../../rules/session-file/source.ts';
import { readSessionFileAside } from './read-aside.ts';

/** A session file as it was read, once: what changes in it later means nothing to this call. */
export interface LoadedFile {
  readonly path: string;
  readonly file: SessionFile;
  /** For what is found to be wrong later. */
  readonly source: Source;
}

/** `text` as a caller wrote it: relative to his folder, with `~` for his home. */
export const loadSessionFile = async (text: string, callerCwd: string): Promise<Result<LoadedFile>> => {
  const path = resolve(callerCwd, text.replace(/^~(?=\/|$)/, homedir()));
  const fileName = basename(path);
  const bytes = await readBytes(path);
  if (!bytes.ok) return bytes;
  const decoded = decode(bytes.value);
  if (decoded === null)
    return failed(failure('invalid_file', `${fileName}: it is not UTF-8`, null, { file: fileName, path }));
  const file = await readSessionFileAside(decoded, fileName);
  if (!file.ok) return failed({ ...file.failure, data: { ...file.failure.data, path } });
  return success({ path, file: file.value, source: sourceOf(decoded, fileName) });
};

/** Only what a session file may have, and one byte more; never from a pipe or a device, which may not end. */
const readBytes = async (path: string): Promise<Result<Buffer>> => {
  try {
    const handle = await open(path, 'r');
    try {
      const found = await handle.stat();
      if (!found.isFile()) return failed(await notFound(path, found.isDirectory() ? 'a folder' : 'no file'));
      const buffer = Buffer.alloc(Math.min(found.size, MOST_BYTES) + 1);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return bytesRead > MOST_BYTES ? failed(tooLarge(path)) : success(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG')
      return failed(await notFound(path, null));
    const reason = error instanceof Error ? error.message : String(error);
    return failed(failure('invalid_file', `it can not be read: ${reason}`, null, { path }));
  }
};

const MOST_BYTES = 1_048_576;

const tooLarge = (path: string) =>
  failure('invalid_file', `${basename(path)}: a session file has at most 1 MiB`, null, {
    ...{ file: basename(path), path, line: 1, column: 1 },
  });

const decode = (bytes: Buffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** With the names in its folder that were probably meant. */
const notFound = async (path: string, what: string | null) => {
  const isFolder = what === 'a folder';
  const folder = isFolder ? path : dirname(path);
  const names = await readdir(folder).catch(() => null);
  const likely = (names ?? []).filter((name) => /\.(ya?ml|json)$/.test(name)).toSorted();
  const similar = isFolder ? [] : nearest(basename(path), names ?? []);
  const files = [...new Set([...similar, ...likely])].slice(0, MOST_NAMES);
  const message = what === null ? `there is no file ${path}` : `${path} is ${what}`;
  const hint =
    names === null
      ? `there is no folder ${folder}`
      : files.length > 0
        ? null
        : `${folder} has no session file`;
  const advice = similar.length > 0 ? `did you mean ${similar.join(' or ')}?` : hint;
  return failure('file_not_found', message, advice, { path, files });
};

const MOST_NAMES = 20;
