import { scanLinux } from '../../metrics/scan-linux.ts';
import { scanPs } from '../../metrics/scan-ps.ts';
import { createForest } from '../../metrics/tree.ts';

/** Signals everything below the pane's first process, children first; the shell itself stays. */
export const signalTree = async (root: number | null, name: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
  if (root === null) return;
  for (const pid of await treeFromLeaves(root)) if (pid !== root) sendSignal(pid, name);
};

/** The process and all below it, children first: a shell that has lost its child goes on to its next line. */
export const treeFromLeaves = async (root: number): Promise<readonly number[]> => {
  const { processes } = process.platform === 'linux' ? scanLinux() : await scanPs(Date.now());
  return createForest(processes)(root)
    .map(({ pid }) => pid)
    .toReversed();
};

export const sendSignal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended since we looked.
  }
};
