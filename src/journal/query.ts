import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Failure, failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import type { SnapshotRow } from './snapshot-table.ts';

export interface QueryAnswer {
  /** In the order of the SELECT, repeated names kept. */
  readonly columns: readonly string[];
  /**
   * A row is an array in column order: null, number or text. A BLOB comes as base64 text; an integer beyond
   * 2^53 and an infinite number as their decimal text.
   */
  readonly rows: readonly (readonly unknown[])[];
  /** True when there is more than 10,000 rows or 4 MiB. */
  readonly truncated: boolean;
}

/**
 * One read-only statement against the journal's file. Runs in a process of its own: SQLite inside a worker thread
 * cannot be stopped in the middle of a step (`terminate()` waits for it, and so does the daemon's own exit), a
 * process can. Everything that is the statement's fault is `usage`; after `timeoutMs` it is killed.
 */
export const runQuery = (
  path: string,
  sql: string,
  signal: AbortSignal,
  timeoutMs: number,
  snapshots: readonly SnapshotRow[] = [],
): Promise<Result<QueryAnswer>> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(failed(cancelled()));
    const child = startWorker(timeoutMs);
    const end = (result: Result<QueryAnswer>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      child.kill('SIGKILL');
      resolve(result);
    };
    const cancel = (): void => end(failed(cancelled()));
    const timer = setTimeout(() => end(failed(tooLong(timeoutMs))), timeoutMs);
    signal.addEventListener('abort', cancel, { once: true });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => end(failed(broken(error.message))));
    child.on('close', (_code, killedBy) => end(answerOf(Buffer.concat(chunks), killedBy, timeoutMs)));
    // A worker that died at its start closes the pipe; 'close' above tells why.
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify({ path, sql, snapshots }));
  });

/** The limit on CPU time ends an endless statement even when the daemon was killed before its own deadline. */
const startWorker = (timeoutMs: number) => {
  const seconds = Math.ceil(timeoutMs / 1_000) + 2;
  return spawn('/bin/sh', ['-c', `ulimit -t ${seconds}; exec "$0" "$@"`, process.execPath, WORKER], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { NODE_NO_WARNINGS: '1' },
  });
};

// Beside this file, in the source tree as TypeScript and in the bundle as its own entry.
export const WORKER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './query-worker.ts' : './query-worker.mjs', import.meta.url),
);

const answerOf = (
  output: Buffer,
  killedBy: NodeJS.Signals | null,
  timeoutMs: number,
): Result<QueryAnswer> => {
  if (killedBy !== null) return failed(tooLong(timeoutMs));
  const answer = parse(output.toString('utf8'));
  if (isAnswer(answer)) return success(answer);
  if (!isRefusal(answer)) return failed(broken('it ended without an answer'));
  return failed(failure('usage', answer.message, answer.hint));
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const isAnswer = (value: unknown): value is QueryAnswer =>
  typeof value === 'object' &&
  value !== null &&
  'columns' in value &&
  Array.isArray(value.columns) &&
  'rows' in value &&
  Array.isArray(value.rows) &&
  'truncated' in value &&
  typeof value.truncated === 'boolean';

const isRefusal = (value: unknown): value is { message: string; hint: string } =>
  typeof value === 'object' &&
  value !== null &&
  'message' in value &&
  typeof value.message === 'string' &&
  'hint' in value &&
  typeof value.hint === 'string';

const tooLong = (timeoutMs: number): Failure =>
  failure(
    'usage',
    `the query took longer than ${timeoutMs / 1_000} s and was stopped`,
    'ask for less: a WHERE on an indexed column (at, type, session, label, status), a LIMIT, an end for WITH RECURSIVE',
  );

const cancelled = (): Failure => failure('usage', 'the query was cancelled', 'call it again');

const broken = (why: string): Failure =>
  failure('internal', `the query process failed: ${why}`, 'try again; then see panectl doctor');
