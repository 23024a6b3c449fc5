import type { Process, Scan } from './process.ts';
import { scanBut } from './scan-linux.ts';
import { scanPs } from './scan-ps.ts';
import { createForest } from './tree.ts';

export interface TreeScan extends Scan {
  /** Each root with all below it, root first; empty where there is none. */
  readonly trees: ReadonlyMap<number, readonly Process[]>;
}

/**
 * Scans in a row for the trees of a few roots. On Linux what was in none of them is not read again: a process is born
 * below its parent and orphans go to init, so nobody comes into a tree from outside.
 */
export const createTreeScan = (): ((roots: readonly number[]) => TreeScan | Promise<TreeScan>) => {
  let strangers: ReadonlySet<number> = new Set();
  let scans = 0;
  return (roots) => {
    if (process.platform !== 'linux') return scanPs(Date.now()).then((scan) => withTrees(scan, roots));
    scans += 1;
    // A new pane's process may have been met as a stranger, before anybody knew the pane.
    if (scans % SCANS_IN_A_ROUND === 0 || roots.some((pid) => strangers.has(pid))) strangers = new Set();
    const scan = scanBut(strangers);
    const known = withTrees(scan, roots);
    strangers = strangersIn(scan, new Set([...known.trees.values()].flat().map(({ pid }) => pid)));
    return known;
  };
};

/** Everybody is read again so often: pids go round, and one could have changed hands between two scans. */
const SCANS_IN_A_ROUND = 30;

const withTrees = ({ clockMs, processes }: Scan, roots: readonly number[]): TreeScan => {
  const treeOf = createForest(processes);
  return { clockMs, processes, trees: new Map(roots.map((root) => [root, treeOf(root)])) };
};

const strangersIn = (
  { processes, leftOut }: ReturnType<typeof scanBut>,
  members: ReadonlySet<number>,
): ReadonlySet<number> => new Set([...leftOut, ...[...processes.keys()].filter((pid) => !members.has(pid))]);
