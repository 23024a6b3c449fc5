import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The daemon's own log: one JSON object a line, `{at, level, message, …}`. */
export interface Log {
  readonly file: string;
  info(message: string, data?: Readonly<Record<string, unknown>>): void;
  error(message: string, data?: Readonly<Record<string, unknown>>): void;
  /** The newest lines, oldest first. */
  tail(count: number): readonly string[];
}

/** When a log is full it becomes `NAME.1`, and the former `NAME.1` goes: two of these are all it ever takes. */
const LARGEST_BYTES = 1024 * 1024;

export const openLog = (file: string): Log => {
  const write = (level: string, message: string, data: Readonly<Record<string, unknown>> = {}): void => {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      rotate(file);
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), level, message, ...data })}\n`, {
        mode: 0o600,
      });
    } catch {
      // A full or read-only disk: the daemon works on, and daemon-status names the journal's trouble.
    }
  };
  return {
    file,
    info: (message, data) => write('info', message, data),
    error: (message, data) => write('error', message, data),
    tail: (count) => [...linesOf(`${file}.1`), ...linesOf(file)].slice(-count),
  };
};

const rotate = (file: string): void => {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_BYTES) renameSync(file, `${file}.1`);
};

const linesOf = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
};
