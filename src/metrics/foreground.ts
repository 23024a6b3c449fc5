import { spawnSync } from 'node:child_process';
import { readProcStat, readSmallFile } from './proc-stat.ts';
import type { Foreground } from './sampler.ts';

/**
 * Who has the terminal of the pane with this root process. The root is in the foreground when the terminal's
 * foreground process group (tpgid) is its own: a shell hands the terminal to each job that it waits for.
 */
export const readForeground = (pid: number): Foreground => readForegrounds([pid]).get(pid) ?? null;

/** The same for many at once: about 10 µs each on Linux, one `ps` (10 ms, blocking) elsewhere. */
export const readForegrounds = (pids: readonly number[]): ReadonlyMap<number, Foreground> => {
  const groups = groupsOf(pids.filter(isPid));
  return new Map(pids.map((pid) => [pid, foregroundOf(groups.get(pid))]));
};

/**
 * The command line, arguments joined by spaces, of the process that leads the foreground group: at most 4 KiB of
 * it, for people to look at. It is that program's own word and may hold anything, control characters included.
 * Null when it can't be known (the leader has ended, or there is no /proc).
 */
export const foregroundCommand = (pid: number): string | null => {
  const group = groupsOf([pid].filter(isPid)).get(pid)?.tpgid ?? -1;
  if (!isPid(group)) return null;
  const command = readSmallFile(`/proc/${group}/cmdline`, COMMAND_BYTES, 'utf8')
    .replace(/\0+$/, '')
    .replaceAll('\0', ' ');
  return command === '' ? null : command;
};

interface Groups {
  readonly pgrp: number;
  readonly tpgid: number;
}

const COMMAND_BYTES = 4_096;

const isPid = (pid: number): boolean => Number.isSafeInteger(pid) && pid > 0;

const groupsOf = (pids: readonly number[]): ReadonlyMap<number, Groups> =>
  process.platform === 'linux' ? groupsFromProc(pids) : groupsFromPs(pids);

const groupsFromProc = (pids: readonly number[]): ReadonlyMap<number, Groups> =>
  new Map(
    pids.flatMap((pid) => {
      const stat = readProcStat(pid);
      return stat === null ? [] : [[pid, stat] as const];
    }),
  );

const groupsFromPs = (pids: readonly number[]): ReadonlyMap<number, Groups> => {
  if (pids.length === 0) return new Map();
  const { stdout } = spawnSync('ps', ['-o', 'pid=,pgid=,tpgid=', '-p', pids.join(',')], {
    encoding: 'utf8',
    timeout: 1_000,
  });
  const lines = (stdout ?? '').matchAll(/^\s*(\d+)\s+(\d+)\s+(-?\d+)\s*$/gm);
  return new Map(
    [...lines].map(([, pid, pgrp, tpgid]) => [Number(pid), { pgrp: Number(pgrp), tpgid: Number(tpgid) }]),
  );
};

const foregroundOf = (groups: Groups | undefined): Foreground => {
  if (groups === undefined || groups.tpgid <= 0) return null;
  return groups.tpgid === groups.pgrp ? 'root' : 'child';
};
