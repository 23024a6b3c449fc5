import { scanLinux } from '../../metrics/scan-linux.ts';
import { scanPs } from '../../metrics/scan-ps.ts';
import { createForest } from '../../metrics/tree.ts';

/** Signals everything below the pane's first process, children first; the shell itself stays. */
export const signalTree = async (root: number | null, name: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  if (root === null) return;
  const { processes } = process.platform === 'linux' ? scanLinux() : await scanPs(Date.now());
  for (const member of createForest(processes)(root).toReversed()) {
    if (member.pid !== root) sendSignal(member.pid, name);
  }
};

export const sendSignal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended since we looked.
  }
};
