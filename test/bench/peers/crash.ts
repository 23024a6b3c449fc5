import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../support/temporary.ts';
import type { Way } from './peer.ts';
import { linesIn, msUntil } from './programs.ts';

/** Longer than what the others call a start that failed. */
const UPTIME_MS = 1_300;

/**
 * A process that writes down its pid is killed when it has run for a while, and comes again. `start` brings it up and
 * gives what takes it away; it may keep it up between rounds.
 */
export const crashWay = (
  how: string,
  folder: string,
  name: string,
  start: (command: string, round: number) => Promise<() => Promise<unknown>>,
): Way => {
  const pids = join(folder, `${name}-pids`);
  const program = join(folder, `${name}-crash`);
  writeFileSync(pids, '');
  writeFileSync(program, `echo $$ >>${pids}\nexec tail -f ${join(folder, 'nothing')}\n`);
  return {
    operation: 'restart',
    how,
    sample: async (round) => {
      const end = await start(`exec sh ${program}`, round);
      await msUntil(performance.now(), () => isAlive(Number(linesIn(pids).at(-1) ?? -1)));
      await new Promise((resolve) => setTimeout(resolve, UPTIME_MS));
      const count = linesIn(pids).length;
      const begin = performance.now();
      process.kill(Number(linesIn(pids).at(-1)), 'SIGKILL');
      const took = await msUntil(begin, () => linesIn(pids).length > count);
      await end();
      return took;
    },
  };
};
