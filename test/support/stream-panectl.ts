import { spawn } from 'node:child_process';
import { callerEnvironment } from './private-tmux.ts';
import { PANECTL } from './run-panectl.ts';

/** The real binary while it streams. */
export interface Stream {
  /** Whole lines of its standard output so far. */
  readonly lines: () => readonly string[];
  /** The same as JSON. */
  readonly items: () => readonly unknown[];
  readonly stderr: () => string;
  readonly interrupt: () => void;
  /** Reads no more, as `head` that has had enough. */
  readonly closeOutput: () => void;
  /** What a shell would say of its end: 128 and the number for a signal that ended it. */
  readonly ended: Promise<number>;
  readonly pid: number;
}

interface Place {
  readonly tmux: { readonly socket: string };
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const streamPanectl = ({ tmux, home, env = {} }: Place, ...args: readonly string[]): Stream => {
  const child = spawn(PANECTL, ['-S', tmux.socket, ...args], {
    env: { ...callerEnvironment(), PANECTL_HOME: home, ...env },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const lines = (): readonly string[] => out.split('\n').slice(0, -1);
  return {
    lines,
    items: () => lines().map((line): unknown => JSON.parse(line)),
    stderr: () => err,
    interrupt: () => child.kill('SIGINT'),
    closeOutput: () => child.stdout.destroy(),
    ended: new Promise((resolve) => {
      // Not at its exit: what it said last may still be on its way.
      child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 128)));
    }),
    pid: child.pid ?? 0,
  };
};
