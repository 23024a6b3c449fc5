import { parentPort, workerData } from 'node:worker_threads';
import { readSessionFile } from '../../rules/session-file/read.ts';

/** Entry of the thread that reads a session file: `{text, fileName}` in, a result out. */
const textIn = (key: 'text' | 'fileName'): string => {
  const data: unknown = workerData;
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : null;
  return typeof value === 'string' ? value : '';
};

parentPort?.postMessage(readSessionFile(textIn('text'), textIn('fileName')));
