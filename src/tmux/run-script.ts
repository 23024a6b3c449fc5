import { spawn } from 'node:child_process';

export interface ScriptRun {
  /** For /bin/sh. */
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly longestMs: number;
  readonly signal: AbortSignal;
}

export interface ScriptEnd {
  /** Null where it was ended by a signal, or could not be started. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** The end of what it wrote, both streams together. */
  readonly output: string;
}

/**
 * Runs shell text outside tmux until the shell itself has ended: what it leaves behind in the background goes on, and
 * may keep its output open. At the end of its time, or of the caller's, its whole process group ends.
 */
export const runScript = ({ command, cwd, env, longestMs, signal }: ScriptRun): Promise<ScriptEnd> =>
  new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', command], {
      ...{ cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    });
    let output = '';
    let timedOut = false;
    const stop = (): void => endGroup(child.pid);
    const limit = setTimeout(() => {
      timedOut = true;
      stop();
    }, longestMs);
    const finish = (exitCode: number | null, said = ''): void => {
      clearTimeout(limit);
      signal.removeEventListener('abort', stop);
      // What it wrote last may still be on its way.
      setImmediate(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ exitCode, timedOut, output: output + said });
      });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        output = (output + text).slice(-LONGEST_OUTPUT);
      });
    }
    child.once('exit', (code) => finish(code));
    child.once('error', ({ message }) => finish(null, message));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });

const LONGEST_OUTPUT = 16_384;

const endGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended since we looked.
  }
};
