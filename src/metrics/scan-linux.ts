import { readdirSync, readFileSync } from 'node:fs';
import { keepOpenOnly, type ProcStat, readProcStat, readSmallFile } from './proc-stat.ts';
import type { Process, Scan } from './process.ts';

/** All processes by one synchronous pass over /proc: about 8 µs each, half of that for one that was seen before. */
export const scanLinux = (): Scan => scanBut(NOBODY);

const NOBODY: ReadonlySet<number> = new Set();

/** All processes but these; `leftOut` says which of them there still are. */
export const scanBut = (unread: ReadonlySet<number>): Scan & { readonly leftOut: ReadonlySet<number> } => {
  const processes = new Map<number, Process>();
  const leftOut = new Set<number>();
  for (const name of readdirSync('/proc')) {
    const first = name.charCodeAt(0);
    if (first < DIGIT_0 || first > DIGIT_9) continue;
    const pid = Number(name);
    if (unread.has(pid)) leftOut.add(pid);
    else {
      const stat = readProcStat(pid);
      if (stat !== null) processes.set(pid, processOf(stat));
    }
  }
  keepOpenOnly(processes);
  return { clockMs: uptimeMs(), processes, leftOut };
};

const DIGIT_0 = 48;
const DIGIT_9 = 57;

const processOf = (stat: ProcStat): Process => ({
  pid: stat.pid,
  ppid: stat.ppid,
  pgrp: stat.pgrp,
  tpgid: stat.tpgid,
  startMs: stat.startTicks * MS_PER_TICK,
  cpuMs: stat.cpuTicks * MS_PER_TICK,
  reapedMs: stat.reapedTicks * MS_PER_TICK,
  rssBytes: stat.rssPages * PAGE_BYTES,
});

const uptimeMs = (): number => Number.parseFloat(readSmallFile('/proc/uptime', 64, 'latin1')) * 1_000 || 0;

/** The kernel tells every program its units at its start (getauxval(3)): pairs of words, key and value. */
const auxiliary = (key: number, otherwise: number): number => {
  try {
    const words = new BigUint64Array(new Uint8Array(readFileSync('/proc/self/auxv')).buffer);
    const at = words.findIndex((word, index) => index % 2 === 0 && word === BigInt(key));
    return at < 0 ? otherwise : Number(words[at + 1] ?? otherwise);
  } catch {
    return otherwise;
  }
};

const AT_PAGESZ = 6;
const AT_CLKTCK = 17;
const PAGE_BYTES = auxiliary(AT_PAGESZ, 4_096);
const MS_PER_TICK = 1_000 / auxiliary(AT_CLKTCK, 100);
