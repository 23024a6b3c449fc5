import { readFileSync } from 'node:fs';
import { until } from '../../support/until.ts';
import { cpuPercentOf, median, memoryMegabytesOf } from '../figures.ts';
import { lastOfChain } from '../panes.ts';
import type { Ground, Monitor, Opened, Resident } from './peer.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
/** What has just been started is through with its beginning by then. */
const SETTLE_SECONDS = Math.min(10, SECONDS);
const WINDOWS = 3;

export interface Cost {
  readonly kind: 'idle' | 'monitor';
  readonly how: string;
  /** Per cent of one core; the median of three looks. */
  readonly cpu: number;
  readonly megabytes: number;
  readonly failure: string | null;
}

/** All at the same time, so that the same seconds count for each. Monitors come when the rest has been looked at. */
export const measureCosts = async (ground: Ground, opened: readonly Opened[]): Promise<readonly Cost[]> => {
  const idle = await Promise.all(opened.flatMap(({ residents }) => residents).map(costOf('idle')));
  const shown: Resident[] = [];
  const failed: Cost[] = [];
  for (const monitor of opened.flatMap(({ monitors }) => monitors)) {
    try {
      const pid = await show(ground, `m${shown.length}`, monitor);
      shown.push({ how: monitor.how, pids: () => [pid] });
    } catch (error) {
      const failure = error instanceof Error ? error.message : 'unknown reason';
      failed.push({ kind: 'monitor', how: monitor.how, cpu: Number.NaN, megabytes: Number.NaN, failure });
    }
  }
  const monitors = await Promise.all(shown.map(costOf('monitor')));
  return [...idle, ...monitors, ...failed];
};

/** On a terminal of its own; the pid of the program itself. */
const show = async ({ screens }: Ground, name: string, { command, program }: Monitor): Promise<number> => {
  await screens.run('new-session', '-d', '-s', name, '-x', '120', '-y', '40', command);
  await until(async () => (await screens.run('capture-pane', '-pt', `=${name}:`)).trim().length > 200, {
    what: 'its first screen',
  });
  const pid = Number(await screens.run('list-panes', '-t', `=${name}:`, '-F', '#{pane_pid}'));
  return chainOf(pid).find((each) => nameOf(each) === program) ?? lastOfChain(pid);
};

const chainOf = (pid: number): readonly number[] => {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  return child === undefined || child === '' ? [pid] : [pid, ...chainOf(Number(child))];
};

const nameOf = (pid: number): string => readFileSync(`/proc/${pid}/comm`, 'utf8').trim();

const costOf =
  (kind: Cost['kind']) =>
  async ({ how, pids: find }: Resident): Promise<Cost> => {
    try {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_SECONDS * 1_000));
      const pids = find();
      const looks: number[] = [];
      for (let look = 0; look < WINDOWS; look += 1)
        looks.push(sum(await Promise.all(pids.map((pid) => cpuPercentOf(pid, SECONDS)))));
      return { kind, how, cpu: median(looks), megabytes: sum(pids.map(memoryMegabytesOf)), failure: null };
    } catch (error) {
      const failure = error instanceof Error ? error.message : 'unknown reason';
      return { kind, how, cpu: Number.NaN, megabytes: Number.NaN, failure };
    }
  };

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
