import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stopDaemons } from '../../src/client/stop.ts';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { withHome } from '../support/with-panectl.ts';

/** Gives its arguments away when it is told to end, as the kernel does, and takes its time afterwards. */
const SLOW_TO_END = `
process.stdin.once('data', () => {
  process.title = 'x';
  setTimeout(() => process.exit(0), 300);
});
`;

const argumentsOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

it('a daemon has ended when its process has, not when nothing names it any more', () =>
  withHome(async (folder) => {
    const tmuxSocket = join(folder, 'tmux');
    const words = ['-e', SLOW_TO_END, 'daemon.mjs', '--socket', tmuxSocket];
    const child = spawn(process.execPath, words, { stdio: ['pipe', 'ignore', 'inherit'] });
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    await until(() => argumentsOf(pid).includes(tmuxSocket), { what: 'the arguments' });
    const ending = await stopDaemons({
      tmuxSocket,
      uid: process.getuid?.() ?? 0,
      ask: async () => {
        child.stdin.write('end\n');
        await until(() => !argumentsOf(pid).includes(tmuxSocket), { what: 'the arguments to go' });
        return { kind: 'exit', status: 0 };
      },
    });
    expect(ending).toEqual({ kind: 'exit', status: 0 });
    expect(isAlive(pid)).toBe(false);
  }));
