import { readFileSync } from 'node:fs';
import { cpuPercentOf, memoryMegabytesOf } from '../figures.ts';

const PROGRAMS = ['daemon', 'panel', 'tmux'] as const;
export type Program = (typeof PROGRAMS)[number];

/** One stretch of time: CPU in it, memory at its end. The first one is a moment before all of them. */
export interface Look {
  readonly minute: number;
  readonly cpu: Readonly<Record<Program, number>>;
  readonly megabytes: Readonly<Record<Program, number>>;
  /** Of the whole machine, in per cent of all its cores. */
  readonly busy: number;
}

const LEAST_LOOKS = 4;
const FIRST_MINUTES = 0.02;

/** Each minute, or four times where there is less time. */
export const lookOver = async (
  pids: Readonly<Record<Program, number>>,
  minutes: number,
  say: (text: string) => void,
): Promise<readonly Look[]> => {
  const count = Math.max(LEAST_LOOKS, Math.round(minutes));
  const looks: Look[] = [];
  for (let at = 0; at <= count; at += 1) {
    const look = await lookAt(pids, at === 0 ? FIRST_MINUTES : minutes / count, (at * minutes) / count);
    looks.push(look);
    say(lookText(look));
  }
  return looks;
};

const lookAt = async (
  pids: Readonly<Record<Program, number>>,
  minutes: number,
  minute: number,
): Promise<Look> => {
  const before = jiffies();
  const [daemon = 0, panel = 0, tmux = 0] = await Promise.all(
    PROGRAMS.map((program) => cpuPercentOf(pids[program], minutes * 60)),
  );
  const after = jiffies();
  return {
    minute,
    cpu: { daemon, panel, tmux },
    megabytes: {
      daemon: memoryMegabytesOf(pids.daemon),
      panel: memoryMegabytesOf(pids.panel),
      tmux: memoryMegabytesOf(pids.tmux),
    },
    busy: 100 * (1 - (after.idle - before.idle) / Math.max(1, after.all - before.all)),
  };
};

/** The first line of /proc/stat (proc(5)): user nice system idle iowait irq softirq steal; guests are in user already. */
const jiffies = (): { readonly idle: number; readonly all: number } => {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const fields = line.split(/ +/).slice(1, 9).map(Number);
  const idle = (fields[3] ?? 0) + (fields[4] ?? 0);
  return { idle, all: fields.reduce((sum, each) => sum + each, 0) };
};

export const lookText = ({ minute, cpu, megabytes, busy }: Look): string => {
  const programs = PROGRAMS.map(
    (program) => `${program} ${cpu[program].toFixed(1)} % ${megabytes[program].toFixed(0)} MB`,
  );
  return `minute ${minute.toFixed(1)}: ${programs.join(', ')}, machine ${busy.toFixed(0)} % busy`;
};
