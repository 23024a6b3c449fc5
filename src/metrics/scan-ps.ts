import { execFile } from 'node:child_process';
import type { Process, Scan } from './process.ts';

/** Where there is no /proc (macOS, BSD): one `ps`, about 30 ms. It can't tell the time of reaped children. */
export const scanPs = (nowMs: number): Promise<Scan> =>
  new Promise((resolve) => {
    execFile('ps', PS_ARGUMENTS, PS_OPTIONS, (error, stdout) =>
      resolve({ clockMs: nowMs, processes: error === null ? parsePs(stdout) : new Map() }),
    );
  });

/** Lines of `pid ppid pgid tpgid rss time lstart`; anything else is left out. */
export const parsePs = (text: string): ReadonlyMap<number, Process> => {
  const processes = new Map<number, Process>();
  for (const line of text.split('\n')) {
    const match = LINE.exec(line);
    const [pid, ppid, pgrp, tpgid, rssKib] = (match?.slice(1, 6) ?? []).map(Number);
    const startMs = Date.parse(`${match?.[7]}`);
    if (pid === undefined || ppid === undefined || pgrp === undefined || tpgid === undefined) continue;
    if (rssKib === undefined || Number.isNaN(startMs)) continue;
    const cpuMs = parsePsTime(match?.[6] ?? '');
    const rssBytes = rssKib * 1_024;
    processes.set(pid, { pid, ppid, pgrp, tpgid: tpgid || -1, startMs, cpuMs, reapedMs: 0, rssBytes });
  }
  return processes;
};

/** `[[dd-]hh:]mm:ss[.cc]` in ms; 0 for anything else. */
export const parsePsTime = (text: string): number => {
  const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) return 0;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Math.round(
    ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1_000,
  );
};

const LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+(\d+)\s+([\d:.-]+)\s+(\S.*\S)\s*$/;
const PS_ARGUMENTS = ['-A', '-o', 'pid=,ppid=,pgid=,tpgid=,rss=,time=,lstart='];
// The C locale gives dates that Date.parse reads.
const PS_OPTIONS = { env: { ...process.env, LC_ALL: 'C' }, timeout: 5_000, maxBuffer: 16 * 1024 * 1024 };
