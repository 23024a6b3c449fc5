import type { Metrics } from '../domain/metrics.ts';
import { createLoad, isSame, type Readings } from './load.ts';
import type { Process, Scan } from './process.ts';
import type { Sample, Sampler, Target } from './sampler.ts';
import { createTreeScan, type TreeScan } from './scan-trees.ts';
import { readUsage } from './usage.ts';

/** One at a time: a call that comes while another one runs waits for it. */
export const createSampler = (): Sampler => {
  let baseline: Baseline | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let births: Births = new Map();
  const scanTrees = createTreeScan();
  const sampleNow = async (targets: readonly Target[]): Promise<readonly Sample[]> => {
    if (targets.length === 0) return [];
    const atMs = performance.now();
    const scan = await scanTrees(targets.map(({ pid }) => pid));
    const trees = treesOf(scan, targets, births);
    births = new Map(trees.map(({ target, root }) => [target.tmuxPane, root]));
    const before = baseline?.readings ?? NONE;
    const readings = await readUsage(scan, new Set(trees.flatMap(({ members }) => members)), before);
    const interval = baseline === null ? 0 : atMs - baseline.atMs;
    const samples = samplesOf(trees, scan, { before, now: readings, interval });
    if (baseline === null || interval >= SHORTEST_MS) baseline = { atMs, readings };
    return samples;
  };
  return {
    sample: (targets) => {
      const next = last.then(() => sampleNow(targets));
      last = next.catch(() => null);
      return next;
    },
    dispose: () => {
      baseline = null;
    },
  };
};

interface Baseline {
  /** By a clock that never jumps. */
  readonly atMs: number;
  readonly readings: Readings;
}

interface Tree {
  readonly target: Target;
  readonly root: Process;
  readonly members: readonly Process[];
}

interface Span {
  readonly before: Readings;
  readonly now: Readings;
  readonly interval: number;
}

/** The root of each pane as it was first seen: another process with its pid later on is not the pane's. */
type Births = ReadonlyMap<string, Process>;

const NONE: Readings = new Map();
// CPU time comes in ticks of 10 ms: over less than this a percentage would be made of noise.
const SHORTEST_MS = 200;

const treesOf = (scan: TreeScan, targets: readonly Target[], births: Births): readonly Tree[] =>
  targets.flatMap((target) => {
    const root = scan.processes.get(target.pid);
    const born = births.get(target.tmuxPane);
    if (root === undefined || (born?.pid === root.pid && !isSame(born, root))) return [];
    return [{ target, root, members: scan.trees.get(target.pid) ?? [] }];
  });

const samplesOf = (trees: readonly Tree[], scan: Scan, span: Span): readonly Sample[] => {
  const loadOf = createLoad(span.before, span.now);
  const sampled_at = new Date().toISOString();
  return trees.map(({ target, root, members }) => {
    const isKnown = isSame(span.before.get(root.pid), root) && span.interval >= SHORTEST_MS;
    const metrics: Metrics = {
      cpu_percent: isKnown ? Math.round((loadOf(members) / span.interval) * 1_000) / 10 : null,
      memory_bytes: members.reduce((sum, { pid }) => sum + (span.now.get(pid)?.rssBytes ?? 0), 0),
      processes: members.length,
      runtime_ms: Math.max(0, Math.round(scan.clockMs - root.startMs)),
      sampled_at,
    };
    return { tmuxPane: target.tmuxPane, metrics };
  });
};
