import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionFile } from '../../rules/session-file/file.ts';

/**
 * `readSessionFile` in a thread of its own, so that nobody waits for a text that was made to be hard: past the time it
 * is stopped, and `invalid_file`. That thread also holds the parser, which a daemon needs only for this.
 */
export const readSessionFileAside = (
  text: string,
  fileName: string,
  patienceMs = PATIENCE_MS,
): Promise<Result<SessionFile>> =>
  new Promise((resolve) => {
    const worker = new Worker(WORKER, {
      workerData: { text, fileName },
      ...{ env: {}, execArgv: [], stdin: true, stdout: true, stderr: true },
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    const end = (result: Result<SessionFile>): void => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(() => end(failed(tooHard(fileName))), patienceMs);
    worker.once('message', (message: unknown) => end(answerOf(message, fileName)));
    // Out of memory above all.
    worker.once('error', () => end(failed(tooHard(fileName))));
    worker.once('exit', () => end(failed(tooHard(fileName))));
  });

const PATIENCE_MS = 10_000;

// Beside this file, in the source tree as TypeScript and in the bundle as its own entry.
const WORKER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './session-file-worker.mjs', import.meta.url),
);

const answerOf = (message: unknown, fileName: string): Result<SessionFile> => {
  if (isFound(message)) return success(message.value);
  return failed(isRefused(message) ? message.failure : tooHard(fileName));
};

const isFound = (message: unknown): message is { readonly value: SessionFile } =>
  typeof message === 'object' &&
  message !== null &&
  'ok' in message &&
  message.ok === true &&
  'value' in message;

const isRefused = (message: unknown): message is { readonly failure: Failure } =>
  typeof message === 'object' && message !== null && 'failure' in message;

const tooHard = (fileName: string): Failure =>
  failure(
    'invalid_file',
    `${fileName}: it takes too long or too much memory to read`,
    'write a smaller one',
    {
      file: fileName,
      ...{ line: 1, column: 1, caret: '' },
    },
  );
