import { cpus, loadavg, release, totalmem } from 'node:os';
import { versionOf } from './peers/programs.ts';

export interface Machine {
  readonly date: string;
  readonly cores: number;
  readonly processor: string;
  readonly gibibytes: number;
  readonly kernel: string;
  readonly node: string;
  readonly tmux: string;
  /** Of the minute before: what it had to do already. */
  readonly load: number;
}

export const lookAtMachine = async (): Promise<Machine> => ({
  date: new Date().toISOString().slice(0, 16).replace('T', ' '),
  cores: cpus().length,
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  gibibytes: totalmem() / 2 ** 30,
  kernel: release(),
  node: process.version,
  tmux: (await versionOf('tmux', '-V')) ?? 'unknown',
  load: loadavg()[0] ?? 0,
});

export const machineText = (machine: Machine): readonly string[] => [
  `- ${machine.date} UTC, load of the minute before ${machine.load.toFixed(2)}`,
  `- ${machine.cores} cores (${machine.processor}), ${machine.gibibytes.toFixed(0)} GiB, Linux ${machine.kernel}`,
  `- Node ${machine.node}, tmux ${machine.tmux}`,
];
