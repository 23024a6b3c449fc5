import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { callerEnvironment } from '../support/private-tmux.ts';
import type { FakeHouse } from './fake-daemon.ts';

const MAIN = fileURLToPath(new URL('../../src/client/main.ts', import.meta.url));

export interface ClientRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  /** Written to standard input, which is closed then; null leaves it open. */
  readonly input?: string | null;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the client from its sources as a process of its own, without a terminal. */
export const runClient = (house: FakeHouse, args: readonly string[], given: Given = {}): Promise<ClientRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, '-S', house.tmuxSocket, ...args], {
      env: { ...callerEnvironment(), PANECTL_HOME: house.folder, ...given.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (status) => {
      child.stdin.destroy();
      resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
    if (given.input !== null) child.stdin.end(given.input ?? '');
    given.onStart?.(child);
  });
