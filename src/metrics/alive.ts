import { readSmallFile } from './proc-stat.ts';

/**
 * Whether a process with this pid runs, also another user's. One that has ended and whose parent never asks (a
 * container whose first process reaps nobody) still has its pid, and takes signals; on Linux its state tells.
 */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (process.platform !== 'linux') return true;
  const stat = readSmallFile(`/proc/${pid}/stat`, 512, 'latin1');
  const state = stat.charAt(stat.lastIndexOf(')') + 2);
  return state !== 'Z' && state !== 'X';
};
