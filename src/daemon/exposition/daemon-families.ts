import type { DaemonStatus } from '../../commands/context.ts';
import { counter, gauge } from './families.ts';
import type { Family } from './family.ts';

export interface DaemonLoad {
  readonly status: DaemonStatus;
  /** Of the whole life of the process, in milliseconds. */
  readonly loop: { readonly active: number; readonly idle: number };
  readonly cpuMs: number;
  readonly startedMs: number;
}

/** What the process of this daemon has done so far. */
export const loadOfDaemon = (status: DaemonStatus, startedMs: number): DaemonLoad => {
  const { user, system } = process.cpuUsage();
  const { active, idle } = performance.eventLoopUtilization();
  return { status, loop: { active, idle }, cpuMs: (user + system) / 1_000, startedMs };
};

/** How the daemon itself fares. */
export const daemonFamilies = ({ status, loop, cpuMs, startedMs }: DaemonLoad): readonly Family[] => [
  gauge('panectl_build_info', 'The version of panectl.', [{ labels: { version: status.version }, value: 1 }]),
  gauge('panectl_daemon_start_time_seconds', 'When the daemon was started.', [{ value: startedMs / 1_000 }]),
  gauge('panectl_daemon_memory_bytes', 'Memory (RSS) of the daemon.', [{ value: status.memory_bytes }]),
  counter('panectl_daemon_cpu_seconds_total', 'CPU time of the daemon.', [{ value: cpuMs / 1_000 }]),
  counter('panectl_daemon_loop_active_seconds_total', 'Time that the event loop of the daemon was busy.', [
    { value: loop.active / 1_000 },
  ]),
  counter('panectl_daemon_loop_idle_seconds_total', 'Time that the event loop of the daemon waited.', [
    { value: loop.idle / 1_000 },
  ]),
  {
    name: 'panectl_daemon_reaction_seconds',
    type: 'summary',
    help: 'From what tmux said until it stood in the state, over the last thousand times.',
    samples: [
      { labels: { quantile: '0.5' }, value: secondsOf(status.reaction_ms.p50) },
      { labels: { quantile: '0.99' }, value: secondsOf(status.reaction_ms.p99) },
    ],
  },
  counter('panectl_daemon_output_bytes_total', 'Output of panes that the daemon has read.', [
    { value: status.output_bytes },
  ]),
  counter('panectl_daemon_output_lines_total', 'Lines of output that the daemon has read.', [
    { value: status.output_lines },
  ]),
  counter('panectl_daemon_lost_lines_total', 'Lines of output that are no longer held, or were never read.', [
    { value: status.lost_lines },
  ]),
  counter('panectl_daemon_dropped_lines_total', 'Lines of output that were never read, at least.', [
    { value: status.dropped_lines },
  ]),
  gauge('panectl_daemon_problems', 'What panectl doctor would say of the daemon, counted.', [
    { value: status.problems.length },
  ]),
];

const secondsOf = (ms: number | null): number | null =>
  ms === null ? null : Math.round(ms * 1_000) / 1_000_000;
