import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionFile } from '../../rules/session-file/file.ts';

/**
 * `readSessionFile` in a thread of its own, so that nobody waits for a text that was made to be hard: past the time it
 * is stopped, and `invalid_file`. That thread also holds the parser, which a daemon needs only for this; to begin it
 * takes longer than to make a session, so it stays for a while for whoever comes next. The time counts from when it has
 * begun: no text is hard because the machine has much to do.
 */
export const readSessionFileAside = (
  text: string,
  fileName: string,
  patienceMs = PATIENCE_MS,
): Promise<Result<SessionFile>> =>
  new Promise((resolve) => {
    const worker = takeResting() ?? startWorker();
    const end = (result: Result<SessionFile>, isUsable: boolean): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', giveUp).off('exit', giveUp);
      if (isUsable) rest(worker);
      else void worker.terminate();
      resolve(result);
    };
    const giveUp = (): void => end(failed(tooHard(fileName)), false);
    let timer = setTimeout(giveUp, START_MS);
    const onMessage = (message: unknown): void => {
      clearTimeout(timer);
      if (message === 'begun') timer = setTimeout(giveUp, patienceMs);
      else end(answerOf(message, fileName), true);
    };
    // Out of memory above all.
    worker.on('message', onMessage).on('error', giveUp).on('exit', giveUp);
    worker.postMessage({ text, fileName });
  });

const startWorker = (): Worker => {
  const worker = new Worker(WORKER, {
    ...{ env: {}, execArgv: [], stdin: true, stdout: true, stderr: true },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  // Also one that nobody waits for any more may fail.
  return worker.on('error', () => forget(worker)).on('exit', () => forget(worker));
};

interface Resting {
  readonly worker: Worker;
  readonly timer: NodeJS.Timeout;
}

let resting: Resting | null = null;
const REST_MS = 60_000;

/** Nobody stays alive for it. */
const rest = (worker: Worker): void => {
  takeResting()
    ?.terminate()
    .catch(() => undefined);
  worker.unref();
  const timer = setTimeout(() => void takeResting()?.terminate(), REST_MS).unref();
  resting = { worker, timer };
};

const forget = (worker: Worker): void => {
  if (resting?.worker === worker) takeResting();
};

const takeResting = (): Worker | null => {
  const taken = resting;
  resting = null;
  if (taken === null) return null;
  clearTimeout(taken.timer);
  taken.worker.ref();
  return taken.worker;
};

const PATIENCE_MS = 10_000;
/** A thread that does not come up fails; one that takes so long will not. */
const START_MS = 60_000;

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
