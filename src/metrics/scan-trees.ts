import type { Process, Scan } from './process.ts';
import { scanBut } from './scan-linux.ts';
import { scanPs } from './scan-ps.ts';
import { createForest } from './tree.ts';

export interface TreeScan extends Scan {
  /** A root and all below it, root first; empty where there is none. */
  readonly treeOf: (root: number) => readonly Process[];
}

/**
 * Scans in a row for the trees of a few roots. On Linux what was in none of them is not read again: a process is born
 * below its parent and orphans go to init, so nobody comes into a tree from outside.
 */
export const createTreeScan = (): ((roots: readonly number[]) => TreeScan | Promise<TreeScan>) => {
  let strangers: ReadonlySet<number> = new Set();
  let scans = 0;
  return (roots) => {
    if (process.platform !== 'linux') return scanPs(Date.now()).then(withTrees);
    scans += 1;
    // A new pane's process may have been met as a stranger, before anybody knew the pane.
    if (scans % SCANS_IN_A_ROUND === 0 || roots.some((pid) => strangers.has(pid))) strangers = new Set();
    const scan = scanBut(strangers);
    const trees = withTrees(scan);
    strangers = strangersIn(scan, new Set(roots.flatMap(trees.treeOf).map(({ pid }) => pid)));
    return trees;
  };
};

/** Everybody is read again so often: pids go round, and one could have changed hands between two scans. */
const SCANS_IN_A_ROUND = 30;

const withTrees = (scan: Scan): TreeScan => {
  const treeOf = createForest(scan.processes);
  return { clockMs: scan.clockMs, processes: scan.processes, treeOf };
};

const strangersIn = (
  { processes, leftOut }: ReturnType<typeof scanBut>,
  members: ReadonlySet<number>,
): ReadonlySet<number> => new Set([...leftOut, ...[...processes.keys()].filter((pid) => !members.has(pid))]);
