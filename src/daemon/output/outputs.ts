import type { TmuxPaneId } from '../../domain/ids.ts';
import {
  createPaneOutput,
  type OutputFact,
  type PaneOutput,
  type PaneOutputOptions,
  type ShownAfterGap,
} from './pane-output.ts';
import type { OutputRecord } from './record.ts';

/** The output of all panes: who asks by pane gets its record, who listens gets each fact as it comes. */
export interface Outputs {
  of(pane: TmuxPaneId): PaneOutput | null;
  /** The record alone, also of a pane that is gone, as long as the memory has room for it. */
  recordOf(pane: TmuxPaneId): OutputRecord | null;
  /**
   * A pane that is known from now on; the same pane again keeps its record. What it printed before is read in a
   * microtask, so that who makes a pane can first say what runs in it.
   */
  adopt(pane: TmuxPaneId, options: AdoptOptions): PaneOutput;
  /** The pane is gone. Its record stays for those who ask what ran in it; the oldest of these go first. */
  drop(pane: TmuxPaneId): void;
  /** Nothing more comes of the process that runs there: its unfinished line is one. */
  close(pane: TmuxPaneId): void;
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
  readonly totals: OutputTotals;
}

export interface OutputTotals {
  readonly bytes: number;
  readonly lines: number;
  /** No longer held, or never read. */
  readonly lost: number;
  /** Of those, the ones that nobody has read: at least so many. */
  readonly dropped: number;
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

/** Each costs a little even without a line. */
const MOST_GONE = 1_000;

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
  /** Panes that are gone, in the order in which they went. */
  readonly gone: Map<TmuxPaneId, PaneOutput>;
  readonly early: Map<TmuxPaneId, Early>;
  heldBytes: number;
  bytes: number;
  lines: number;
  lost: number;
  dropped: number;
}

export const createOutputs = (limits: OutputLimits = DEFAULT_LIMITS): Outputs => {
  const hub: Hub = {
    limits,
    panes: new Map(),
    listeners: new Map(),
    shellListeners: new Set(),
    growthListeners: new Set(),
    gone: new Map(),
    early: new Map(),
    heldBytes: 0,
    bytes: 0,
    lines: 0,
    lost: 0,
    dropped: 0,
  };
  return {
    of: (pane) => hub.panes.get(pane) ?? null,
    recordOf: (pane) => findOutput(hub, pane)?.record ?? null,
    adopt: (pane, options) => adopt(hub, pane, options),
    drop: (pane) => drop(hub, pane),
    close: (pane) => close(hub, pane),
    clear: () => {
      for (const pane of hub.panes.keys()) hub.listeners.delete(pane);
      for (const map of [hub.panes, hub.gone, hub.early]) map.clear();
      hub.heldBytes = 0;
    },
    feed: (pane, bytes, nowMs) => {
      hub.bytes += bytes.length;
      readEarly(hub, pane);
      if (findOutput(hub, pane) !== null) feed(hub, pane, bytes, nowMs);
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
      return { bytes: hub.bytes, lines: hub.lines, lost: hub.lost, dropped: hub.dropped };
    },
  };
};

const findOutput = ({ panes, gone }: Hub, pane: TmuxPaneId): PaneOutput | null =>
  panes.get(pane) ?? gone.get(pane) ?? null;

const close = (hub: Hub, pane: TmuxPaneId): void => take(hub, pane, (output) => output.close(Date.now()));

const drop = (hub: Hub, pane: TmuxPaneId): void => {
  const output = hub.panes.get(pane);
  if (output !== undefined) {
    close(hub, pane);
    hub.panes.delete(pane);
    hub.gone.set(pane, output);
  }
  hub.early.delete(pane);
  hub.listeners.delete(pane);
  if (hub.gone.size > MOST_GONE) forgetOldest(hub);
};

/** Answers false where there is none. */
const forgetOldest = (hub: Hub): boolean => {
  for (const [pane, { record }] of hub.gone) {
    hub.gone.delete(pane);
    hub.heldBytes -= record.bytes;
    hub.lost += record.nextCursor - record.firstCursor;
    return true;
  }
  return false;
};

const adopt = (hub: Hub, pane: TmuxPaneId, options: AdoptOptions): PaneOutput => {
  const output = findOutput(hub, pane) ?? createPaneOutput(options);
  output.setNonce(options.nonce, options.phase);
  output.setWidth(options.width);
  hub.gone.delete(pane);
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
  const isHeard = isHeardAt(hub, pane);
  take(hub, pane, (output) => output.feed(bytes, nowMs, isHeard));
};

const isHeardAt = (hub: Hub, pane: TmuxPaneId): boolean => isHeardBy(hub, pane) || isHeardBy(hub, 'all');

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
  const output = findOutput(hub, pane);
  if (output === null) return;
  const { bytes, nextCursor } = output.record;
  const facts = read(output);
  const added = output.record.nextCursor - nextCursor;
  hub.lines += added;
  if (added > 0) for (const listener of hub.growthListeners) listener(pane, output.record.nextCursor);
  bound(hub, output, bytes);
  for (const fact of facts) {
    if (fact.kind === 'gap') {
      hub.lost += fact.lost;
      hub.dropped += fact.lost;
      hub.lines -= fact.lost;
    }
    publish(hub, pane, fact);
  }
};

const bridge = (hub: Hub, pane: TmuxPaneId, nowMs: number, view: ShownAfterGap | null): GapReport => {
  readEarly(hub, pane);
  const cursor = findOutput(hub, pane)?.record.nextCursor ?? 0;
  let report: GapReport = { lostLines: 1, recoveredLines: 0, cursor };
  take(hub, pane, (output) => {
    const facts = output.gap(nowMs, view, isHeardAt(hub, pane));
    const gap = facts.find((fact) => fact.kind === 'gap');
    report = {
      lostLines: gap?.lost ?? 0,
      recoveredLines: output.record.nextCursor - (gap === undefined ? cursor : gap.cursor + 1),
      cursor: gap?.cursor ?? cursor,
    };
    return facts;
  });
  return report;
};

/** The pane that grew pays first; when all together are too much, those that are gone do, and then the largest. */
const bound = (hub: Hub, output: PaneOutput, before: number): void => {
  shrink(hub, output, hub.limits.bytesPerPane, before);
  while (hub.heldBytes > hub.limits.bytesInAll) {
    if (forgetOldest(hub)) continue;
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
