import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** The fields of `/proc/PID/stat` that we use (proc(5)); times in clock ticks, memory in pages. */
export interface ProcStat {
  readonly pid: number;
  readonly ppid: number;
  readonly pgrp: number;
  readonly tpgid: number;
  readonly cpuTicks: number;
  readonly reapedTicks: number;
  readonly startTicks: number;
  readonly rssPages: number;
}

/** Null where there is no such process, or nothing that reads like one. */
export const readProcStat = (pid: number): ProcStat | null => {
  const file = OPEN.get(pid);
  const text = file === undefined ? '' : textOf(file, STAT_BYTES, 'latin1');
  if (text !== '') return parseProcStat(text);
  if (file !== undefined) forget(pid, file);
  return parseProcStat(readFresh(pid));
};

/**
 * Files of processes that are asked about every second stay open: opening is half of what a reading costs. The file of
 * one that has ended says ESRCH for ever, whoever gets its number.
 */
const OPEN = new Map<number, number>();
const MOST_OPEN = 400;

const readFresh = (pid: number): string => {
  if (OPEN.size >= MOST_OPEN) return readSmallFile(`/proc/${pid}/stat`, STAT_BYTES, 'latin1');
  try {
    const file = openSync(`/proc/${pid}/stat`, 'r');
    OPEN.set(pid, file);
    return textOf(file, STAT_BYTES, 'latin1');
  } catch {
    return '';
  }
};

const forget = (pid: number, file: number): void => {
  OPEN.delete(pid);
  closeSync(file);
};

/** Of all others the files are closed. */
export const keepOpenOnly = (pids: { has(pid: number): boolean }): void => {
  for (const [pid, file] of OPEN) if (!pids.has(pid)) forget(pid, file);
};

/**
 * The second field is the program's name in parentheses. A program names itself (prctl(2)), so it may hold spaces,
 * parentheses and a whole false line: the last `)` ends it, because all that follows is numbers.
 */
export const parseProcStat = (line: string): ProcStat | null => {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const at = (field: number): number => Number(fields[field - FIRST_FIELD]);
  const stat = {
    pid: Number.parseInt(line, 10),
    ppid: at(4),
    pgrp: at(5),
    tpgid: at(8),
    cpuTicks: at(14) + at(15),
    reapedTicks: at(16) + at(17),
    startTicks: at(22),
    rssPages: at(24),
  };
  return fields.length > 24 - FIRST_FIELD && Object.values(stat).every(Number.isFinite) ? stat : null;
};

/**
 * Text of a file of /proc, at most `bytes` of it; empty where it can't be read. Open, read and close by hand into
 * one buffer: readFileSync asks for the size first, and the asynchronous way costs six times as much.
 */
export const readSmallFile = (path: string, bytes: number, encoding: 'latin1' | 'utf8'): string => {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    return textOf(file, bytes, encoding);
  } catch {
    return '';
  } finally {
    if (file !== null) closeSync(file);
  }
};

/** From its beginning; empty where it can't be read. */
const textOf = (file: number, bytes: number, encoding: 'latin1' | 'utf8'): string => {
  try {
    const read = readSync(file, BUFFER, 0, Math.min(bytes, BUFFER.length), 0);
    if (encoding === 'latin1') return BUFFER.toString('latin1', 0, read);
    // A decoder leaves out a character that the limit has cut.
    return new StringDecoder('utf8').write(BUFFER.subarray(0, read));
  } catch {
    return '';
  }
};

// Fields count from 1 in proc(5), and the first one behind the name is the third.
const FIRST_FIELD = 3;
// 52 numbers of at most 20 digits and a name of at most 64 bytes.
const STAT_BYTES = 1_200;
const BUFFER = Buffer.alloc(4_096);
