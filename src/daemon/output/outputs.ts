import type { TmuxPaneId } from '../../domain/ids.ts';
import {
  createPaneOutput,
  type OutputFact,
  type PaneOutput,
  type PaneOutputOptions,
  type ShownAfterGap,
} from './pane-output.ts';

/** The output of all panes: who asks by pane gets its record, who listens gets each fact as it comes. */
export interface Outputs {
  of(pane: TmuxPaneId): PaneOutput | null;
  /**
   * A pane that is known from now on; the same pane again keeps its record. What it printed before is read in a
   * microtask, so that who makes a pane can first say what runs in it.
   */
  adopt(pane: TmuxPaneId, options: AdoptOptions): PaneOutput;
  drop(pane: TmuxPaneId): void;
  /** All panes have gone, and what they were called is given again. Listeners to all stay. */
  clear(): void;
  feed(pane: TmuxPaneId, bytes: Uint8Array, nowMs: number): void;
  /** Output of this pane was lost on the way; answers what is missing of it for good, and what was found again. */
  gap(pane: TmuxPaneId, nowMs: number, view: ShownAfterGap | null): GapReport;
  /** Facts of one pane, or of all. Returns the function that ends it. */
  listen(pane: TmuxPaneId | 'all', listener: OutputListener): () => void;
  /** What shells and leaders say, of all panes: costs nothing where only lines come. */
  listenToShells(listener: ShellListener): () => void;
  /** Once for each piece of output with new lines, before anybody can see them: the number that comes next. */
  onGrowth(listener: GrowthListener): () => void;
  readonly totals: { readonly bytes: number; readonly lines: number; readonly lost: number };
}

export interface GapReport {
  /** At least so many lines; 0 when all were found again. */
  readonly lostLines: number;
  readonly recoveredLines: number;
  /** Where in the record it is. */
  readonly cursor: number;
}

export type OutputListener = (pane: TmuxPaneId, fact: OutputFact) => void;

export type ShellListener = (pane: TmuxPaneId, fact: Extract<OutputFact, { kind: 'shell' }>) => void;

export type GrowthListener = (pane: TmuxPaneId, nextCursor: number) => void;

export interface AdoptOptions extends PaneOutputOptions {
  readonly width: number;
}

/**
 * A new pane may print before anybody was told that it exists. So much of it is kept until it is adopted, for so many
 * panes; what comes first counts, because a shell's first prompt is in it.
 */
const EARLY_BYTES = 256 * 1024;
const EARLY_PANES = 64;

export interface OutputLimits {
  readonly bytesPerPane: number;
  readonly bytesInAll: number;
}

export const DEFAULT_LIMITS: OutputLimits = {
  bytesPerPane: 4 * 1024 * 1024,
  bytesInAll: 48 * 1024 * 1024,
};

interface Early {
  readonly chunks: { readonly bytes: Uint8Array; readonly nowMs: number }[];
  size: number;
}

interface Hub {
  readonly limits: OutputLimits;
  readonly panes: Map<TmuxPaneId, PaneOutput>;
  readonly listeners: Map<TmuxPaneId | 'all', Set<OutputListener>>;
  readonly shellListeners: Set<ShellListener>;
  readonly growthListeners: Set<GrowthListener>;
  readonly early: Map<TmuxPaneId, Early>;
  heldBytes: number;
  bytes: number;
  lines: number;
  lost: number;
}

export const createOutputs = (limits: OutputLimits = DEFAULT_LIMITS): Outputs => {
  const hub: Hub = {
    limits,
    panes: new Map(),
    listeners: new Map(),
    shellListeners: new Set(),
    growthListeners: new Set(),
    early: new Map(),
    heldBytes: 0,
    bytes: 0,
    lines: 0,
    lost: 0,
  };
  return {
    of: (pane) => hub.panes.get(pane) ?? null,
    adopt: (pane, options) => adopt(hub, pane, options),
    drop: (pane) => drop(hub, pane),
    clear: () => {
      for (const pane of [...hub.panes.keys(), ...hub.early.keys()]) drop(hub, pane);
    },
    feed: (pane, bytes, nowMs) => {
      hub.bytes += bytes.length;
      readEarly(hub, pane);
      if (hub.panes.has(pane)) feed(hub, pane, bytes, nowMs);
      else keepEarly(hub, pane, bytes, nowMs);
    },
    gap: (pane, nowMs, view) => bridge(hub, pane, nowMs, view),
    listen: (pane, listener) => listen(hub, pane, listener),
    listenToShells: (listener) => {
      hub.shellListeners.add(listener);
      return () => void hub.shellListeners.delete(listener);
    },
    onGrowth: (listener) => {
      hub.growthListeners.add(listener);
      return () => void hub.growthListeners.delete(listener);
    },
    get totals() {
      return { bytes: hub.bytes, lines: hub.lines, lost: hub.lost };
    },
  };
};

const drop = (hub: Hub, pane: TmuxPaneId): void => {
  hub.heldBytes -= hub.panes.get(pane)?.record.bytes ?? 0;
  hub.panes.delete(pane);
  hub.early.delete(pane);
  hub.listeners.delete(pane);
};

const adopt = (hub: Hub, pane: TmuxPaneId, options: AdoptOptions): PaneOutput => {
  const known = hub.panes.get(pane);
  const output = known ?? createPaneOutput(options);
  if (options.nonce !== null) output.setNonce(options.nonce, options.phase);
  output.setWidth(options.width);
  hub.panes.set(pane, output);
  if (hub.early.has(pane)) queueMicrotask(() => readEarly(hub, pane));
  return output;
};

const readEarly = (hub: Hub, pane: TmuxPaneId): void => {
  const early = hub.panes.has(pane) ? hub.early.get(pane) : undefined;
  if (early === undefined) return;
  hub.early.delete(pane);
  for (const { bytes, nowMs } of early.chunks) feed(hub, pane, bytes, nowMs);
};

const feed = (hub: Hub, pane: TmuxPaneId, bytes: Uint8Array, nowMs: number): void => {
  const isHeard = isHeardBy(hub, pane) || isHeardBy(hub, 'all');
  take(hub, pane, (output) => output.feed(bytes, nowMs, isHeard));
};

const isHeardBy = ({ listeners }: Hub, pane: TmuxPaneId | 'all'): boolean =>
  (listeners.get(pane)?.size ?? 0) > 0;

const keepEarly = (hub: Hub, pane: TmuxPaneId, bytes: Uint8Array, nowMs: number): void => {
  const early = hub.early.get(pane) ?? { chunks: [], size: 0 };
  if (early.size + bytes.length > EARLY_BYTES) return;
  early.chunks.push({ bytes, nowMs });
  early.size += bytes.length;
  hub.early.set(pane, early);
  const oldest = hub.early.keys().next().value;
  if (hub.early.size > EARLY_PANES && oldest !== undefined) hub.early.delete(oldest);
};

const take = (hub: Hub, pane: TmuxPaneId, read: (output: PaneOutput) => readonly OutputFact[]): void => {
  const output = hub.panes.get(pane);
  if (output === undefined) return;
  const { bytes, nextCursor } = output.record;
  const facts = read(output);
  const added = output.record.nextCursor - nextCursor;
  hub.lines += added;
  if (added > 0) for (const listener of hub.growthListeners) listener(pane, output.record.nextCursor);
  bound(hub, output, bytes);
  for (const fact of facts) {
    if (fact.kind === 'gap') {
      hub.lost += fact.lost;
      hub.lines -= fact.lost;
    }
    publish(hub, pane, fact);
  }
};

const bridge = (hub: Hub, pane: TmuxPaneId, nowMs: number, view: ShownAfterGap | null): GapReport => {
  readEarly(hub, pane);
  const cursor = hub.panes.get(pane)?.record.nextCursor ?? 0;
  let report: GapReport = { lostLines: 1, recoveredLines: 0, cursor };
  take(hub, pane, (output) => {
    const facts = output.gap(nowMs, view);
    const gap = facts.find((fact) => fact.kind === 'gap');
    const found = gap === undefined ? facts : facts.slice(facts.indexOf(gap));
    report = {
      lostLines: gap?.lost ?? 0,
      recoveredLines: found.filter((fact) => fact.kind === 'line').length,
      cursor: gap?.cursor ?? cursor,
    };
    return facts;
  });
  return report;
};

/** The pane that grew pays first; when all together are too much, the largest does. */
const bound = (hub: Hub, output: PaneOutput, before: number): void => {
  shrink(hub, output, hub.limits.bytesPerPane, before);
  while (hub.heldBytes > hub.limits.bytesInAll) {
    const largest = [...hub.panes.values()].reduce((a, b) => (b.record.bytes > a.record.bytes ? b : a));
    shrink(hub, largest, Math.floor(largest.record.bytes * 0.75), largest.record.bytes);
  }
};

const shrink = (hub: Hub, { record }: PaneOutput, maxBytes: number, before: number): void => {
  const first = record.firstCursor;
  record.shrinkTo(maxBytes);
  hub.lost += record.firstCursor - first;
  hub.heldBytes += record.bytes - before;
};

const publish = (hub: Hub, pane: TmuxPaneId, fact: OutputFact): void => {
  if (fact.kind === 'shell') for (const listener of hub.shellListeners) listener(pane, fact);
  for (const listener of hub.listeners.get(pane) ?? []) listener(pane, fact);
  for (const listener of hub.listeners.get('all') ?? []) listener(pane, fact);
};

const listen = (hub: Hub, pane: TmuxPaneId | 'all', listener: OutputListener): (() => void) => {
  const listeners = hub.listeners.get(pane) ?? new Set();
  hub.listeners.set(pane, listeners.add(listener));
  return () => {
    listeners.delete(listener);
  };
};
