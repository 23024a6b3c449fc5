import { readdirSync, readFileSync } from 'node:fs';
import { leave } from './control/leaving.ts';
import { clientWords } from './control/spawn.ts';

const LOOK_MS = 20;
const LONGEST_MS = 2_000;

/**
 * Clients of a panectl that was killed are on their way out, or still on their way in and out again: nobody of ours goes
 * in before they have gone. tmux lists those only that are in, so they are looked for among the processes.
 */
export const awaitOrphans = (socketPath: string): void => {
  for (const pid of processes()) if (isClient(pid, socketPath)) leave(whenGone(pid, socketPath));
};

/** None where there is no /proc. */
const processes = (): readonly number[] => {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
};

/** By its command line, which is another one before and after. */
const isClient = (pid: number, socketPath: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`\0${clientWords(socketPath).join('\0')}\0`);
  } catch {
    return false;
  }
};

const whenGone = async (pid: number, socketPath: string): Promise<void> => {
  const endMs = performance.now() + LONGEST_MS;
  while (isClient(pid, socketPath) && performance.now() < endMs)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
};
