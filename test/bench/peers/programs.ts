import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { timed } from '../figures.ts';

const run = promisify(execFile);
const DEADLINE_MS = 30_000;

/** The whole path of a program, also of one in a folder that npm has put before the others. */
export const pathOf = (program: string): string | null => {
  const found = (process.env.PATH ?? '').split(':').map((folder) => join(folder, program));
  return found.find(isProgram) ?? null;
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** What a program says of itself, cut down to the number; null where there is no such program. */
export const versionOf = async (program: string, ...args: readonly string[]): Promise<string | null> => {
  const path = pathOf(program);
  if (path === null) return null;
  const { stdout, stderr } = await run(path, args, { timeout: DEADLINE_MS, cwd: '/' });
  return /\d+\.\d[\w.]*/.exec(stdout + stderr)?.[0] ?? 'unknown';
};

export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Its standard output. Throws where it fails or does not end. */
export const outputOf = (call: Call): Promise<string> =>
  new Promise((resolve, reject) => {
    const { program, args, env } = call;
    const options = { env, cwd: '/', timeout: DEADLINE_MS, maxBuffer: 16_000_000 };
    execFile(program, args, options, (error, stdout, stderr) => {
      // The last line says why, also of a long trace.
      const why = (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? '';
      if (error === null) resolve(stdout);
      else
        reject(
          new Error(`${basename(program)} ended with ${error.code ?? error.signal ?? 'no status'}: ${why}`),
        );
    });
  });

/** Milliseconds that a whole call takes. */
export const callMs = async (call: Call): Promise<number> => (await timed(() => outputOf(call))).ms;

/** Asked every millisecond, of each tool alike. */
export const msUntil = async (beginMs: number, isSo: () => boolean | Promise<boolean>): Promise<number> => {
  while (!(await isSo())) {
    if (performance.now() - beginMs > DEADLINE_MS) throw new Error(`not within ${DEADLINE_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return performance.now() - beginMs;
};

/** Lines of a file that others write to; none while it is not there. */
export const linesIn = (file: string): readonly string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
};
