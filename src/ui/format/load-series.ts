import type { MetricsPoint } from '../../domain/metrics.ts';
import type { PaneState } from '../../store/state.ts';

/** How far back a chart looks, in minutes. */
export const CHART_MINUTES = [2, 5, 15] as const;
export type ChartMinutes = (typeof CHART_MINUTES)[number];

/** What panes took together: one value for each step of time, the newest last; null where nothing was measured. */
export interface LoadSeries {
  readonly cpu: readonly (number | null)[];
  readonly memory: readonly (number | null)[];
}

/** About as many steps as a wide screen has columns, and none shorter than what is known of that time. */
const STEP_MS: Readonly<Record<ChartMinutes, number>> = { 2: 1_000, 5: 5_000, 15: 10_000 };

export const loadSeries = (
  panes: readonly Pick<PaneState, 'history' | 'past'>[],
  { nowMs, minutes }: { readonly nowMs: number; readonly minutes: ChartMinutes },
): LoadSeries => {
  const stepMs = STEP_MS[minutes];
  const count = (minutes * 60_000) / stepMs;
  const fromMs = nowMs - minutes * 60_000;
  const readings = panes.map((pane) => readingsOf(pane, fromMs));
  const end = lastStep(readings, Math.floor(nowMs / stepMs), stepMs);
  const clock: Clock = { first: end - count + 1, count, stepMs };
  return {
    cpu: added(readings, ({ cpu }) => cpu, clock),
    memory: added(readings, ({ memory }) => memory, clock),
  };
};

interface Clock {
  /** The number of the oldest step since 1970. */
  readonly first: number;
  readonly count: number;
  readonly stepMs: number;
}

/** One reading, which stands for the time before it. */
interface Reading {
  readonly atMs: number;
  readonly forMs: number;
  readonly cpu: number | null;
  readonly memory: number;
}

const readingsOf = (
  { history, past }: Pick<PaneState, 'history' | 'past'>,
  fromMs: number,
): readonly Reading[] => {
  const recent = recentReadings(history);
  const sinceMs = recent[0] === undefined ? Number.POSITIVE_INFINITY : recent[0].atMs;
  const older = past
    .filter(([endedAt]) => endedAt * 1_000 < sinceMs && endedAt * 1_000 >= fromMs)
    .map(([endedAt, cpu, memory]) => ({ atMs: endedAt * 1_000, forMs: PAST_MS, cpu, memory }));
  return [...older, ...recent];
};

const PAST_MS = 10_000;

const recentReadings = (history: readonly MetricsPoint[]): readonly Reading[] => {
  const longestMs = longestStep(history.slice(-10).map(({ at }) => Date.parse(at)));
  let before: Reading | null = null;
  return history.map((point) => {
    before = kept.get(point) ?? recentReading(point, before, longestMs);
    return before;
  });
};

const recentReading = (point: MetricsPoint, before: Reading | null, longestMs: number): Reading => {
  const atMs = Date.parse(point.at);
  const sinceMs = atMs - (before?.atMs ?? atMs);
  const forMs = sinceMs <= longestMs ? sinceMs : 0;
  const reading = { atMs, forMs, cpu: point.cpu_percent, memory: point.memory_bytes };
  kept.set(point, reading);
  return reading;
};

/** The store keeps a reading as it is for two minutes, in which a chart of 500 panes is drawn a hundred times. */
const kept = new WeakMap<MetricsPoint, Reading>();

/** How often panes are measured can be set; what is much longer than usual is a gap. */
const longestStep = (times: readonly number[]): number => {
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return Math.max(1_500, 2.5 * Math.min(...gaps.filter((gap) => gap > 0)));
};

/** Readings are a moment old: a step that nobody has been measured in yet would be a gap that comes and goes. */
const lastStep = (readings: readonly (readonly Reading[])[], now: number, stepMs: number): number => {
  const newest = readings.reduce((most, each) => Math.max(most, each.at(-1)?.atMs ?? 0), 0);
  const step = Math.floor(newest / stepMs);
  return step <= now && now - step <= 2 ? step : now;
};

const added = (
  panes: readonly (readonly Reading[])[],
  read: (reading: Reading) => number | null,
  clock: Clock,
): readonly (number | null)[] => {
  const total = Array.from({ length: clock.count }, (): number | null => null);
  for (const readings of panes) {
    meansOf(readings, read, clock).forEach((value, at) => {
      if (!Number.isNaN(value)) total[at] = (total[at] ?? 0) + value;
    });
  }
  return total;
};

/** One pane's mean for each step; where a step has no reading of its own, that of the later one that stands for it. */
const meansOf = (
  readings: readonly Reading[],
  read: (reading: Reading) => number | null,
  { first, count, stepMs }: Clock,
): Float64Array => {
  const means = new Float64Array(count).fill(Number.NaN);
  const counted = new Uint16Array(count);
  for (const reading of readings) {
    const value = read(reading);
    const at = Math.floor(reading.atMs / stepMs) - first;
    if (value === null || at < 0) continue;
    const from = Math.max(0, Math.floor((reading.atMs - reading.forMs) / stepMs) - first + 1);
    for (let step = from; step < Math.min(at, count); step += 1) if (counted[step] === 0) means[step] = value;
    if (at >= count) continue;
    const before = counted[at] ?? 0;
    means[at] = before === 0 ? value : ((means[at] ?? 0) * before + value) / (before + 1);
    counted[at] = before + 1;
  }
  return means;
};
