import { readSmallFile } from './proc-stat.ts';

/**
 * Names the program that a process runs now: another one after each execve(2), also of the same file, because the
 * kernel lays the new program's stack and arguments out anew, at random (startstack, arg_start and start_code in
 * proc(5), "/proc/pid/stat"). Null where it can't be read: elsewhere than on Linux, or of somebody else's process.
 */
export const programImage = (pid: number): string | null => {
  const text = readSmallFile(`/proc/${pid}/stat`, STAT_BYTES, 'latin1');
  // Behind the name, which may hold anything, the third field comes first.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [code, stack, args] = [26, 28, 48].map((field) => fields[field - 3] ?? '0');
  return code === undefined || Number(stack) < 2 ? null : `${code} ${stack} ${args}`;
};

const STAT_BYTES = 4_096;

/** The words that a process was started with; none where that can't be known. */
export const programWords = (pid: number): readonly string[] =>
  readSmallFile(`/proc/${pid}/cmdline`, STAT_BYTES, 'utf8').replace(/\0$/, '').split('\0').filter(Boolean);
