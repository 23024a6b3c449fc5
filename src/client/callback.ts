import type { LocalAction } from '../protocol/call.ts';
import type { Place } from '../protocol/place.ts';
import { isEnvelope } from './printer.ts';

type CallbackAction = Extract<LocalAction, { kind: 'callback' }>;

const INTERRUPTED = 130;
const CANNOT_BE_RUN = 2;

/**
 * Follows the stream with a second panectl, and runs the callback with each of its lines, one after the other. One that
 * fails keeps nothing from the next line; the exit status at the end tells. One that can't be run ends the stream. Why
 * the stream itself failed is no line of it: that goes to our own caller.
 */
export const runCallback = async (
  { callback, argv }: CallbackAction,
  place: Place,
  json: boolean,
): Promise<number> => {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const { createInterface } = process.getBuiltinModule('node:readline');
  const { fileURLToPath } = process.getBuiltinModule('node:url');
  const program = [fileURLToPath(import.meta.url), '-S', place.tmuxSocket, ...argv];
  const stream = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number>((resolve) => stream.on('exit', (code) => resolve(code ?? 1)));
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
    stream.kill('SIGINT');
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  const failures: number[] = [];
  for await (const line of createInterface({ input: stream.stdout })) {
    if (interruption.signal.aborted) break;
    if (isEnvelope(line)) {
      sayEnvelope(line, json);
      continue;
    }
    const status = await runWith(callback, textOfItem(line), interruption.signal);
    if (status !== 0) failures.push(status);
    if (isMissing(status)) break;
  }
  stream.kill('SIGINT');
  const streamStatus = await ended;
  const last = failures.at(-1) ?? 0;
  if (interruption.signal.aborted) return INTERRUPTED;
  if (isMissing(last)) return say(`the callback can't be run: ${callback}`, CANNOT_BE_RUN);
  if (failures.length === 0) return streamStatus;
  const times = failures.length === 1 ? 'once' : `${failures.length} times`;
  return say(`the callback failed ${times}, the last time with exit status ${last}`, 1);
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a shell says of a command that it does not find, or may not run (sh(1), "Exit Status"). */
const isMissing = (status: number): boolean => status === 126 || status === 127;

const say = (sentence: string, status: number): number => {
  process.stderr.write(`panectl: ${sentence}\n`);
  return status;
};

const sayEnvelope = (line: string, json: boolean): void => {
  if (json) return void process.stdout.write(`${line}\n`);
  const { error } = JSON.parse(line);
  say([error?.message, error?.hint].filter(Boolean).join('\n'), 0);
};

const textOfItem = (json: string): string => {
  const item: unknown = JSON.parse(json);
  return typeof item === 'object' && item !== null && 'text' in item ? String(item.text) : json;
};

const runWith = (callback: string, line: string, signal: AbortSignal): Promise<number> =>
  new Promise((resolve) => {
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn('/bin/sh', ['-c', callback], { stdio: ['pipe', 'inherit', 'inherit'], signal });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
    // A callback that does not read its input is no error.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${line}\n`);
  });
