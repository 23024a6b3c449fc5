import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { callerEnvironment } from './private-tmux.ts';

export const PANECTL = fileURLToPath(new URL('../../bin/panectl', import.meta.url));

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON; undefined where it is none. */
  readonly json: unknown;
}

interface RunOptions {
  /** tmux socket, for `-S`; null leaves the server to the environment. */
  readonly socket: string | null;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to standard input, which is closed then. */
  readonly input?: string;
  readonly cwd?: string;
}

/** Runs the real binary as a script would: no terminal, no npm, no surrounding tmux. */
export const runPanectl = (args: readonly string[], options: RunOptions): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const server = options.socket === null ? [] : ['-S', options.socket];
    const child = spawn(PANECTL, [...server, ...args], {
      env: { ...callerEnvironment(), ...options.env },
      cwd: options.cwd ?? '/',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on('error', reject);
    child.on('close', (code) => {
      const text = stdout();
      resolve({ status: code ?? -1, stdout: text, stderr: stderr(), json: parse(text) });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });

const collect = (stream: NodeJS.ReadableStream): (() => string) => {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
