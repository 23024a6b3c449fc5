import { parentPort } from 'node:worker_threads';
import { readSessionFile } from '../../rules/session-file/read.ts';

/** Entry of the thread that reads session files: for each `{text, fileName}` the word that it begins, then a result. */
const textIn = (message: unknown, key: 'text' | 'fileName'): string => {
  const value: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, key) : null;
  return typeof value === 'string' ? value : '';
};

parentPort?.on('message', (message: unknown) => {
  parentPort?.postMessage('begun');
  parentPort?.postMessage(readSessionFile(textIn(message, 'text'), textIn(message, 'fileName')));
});
