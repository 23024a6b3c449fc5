/** How long it takes until something is known, over the last so many times. */
export interface Latency {
  note(ms: number): void;
  /** Milliseconds, with two decimals; null before the first. */
  quantiles(): { readonly p50: number | null; readonly p99: number | null };
}

const MOST = 1_000;

export const createLatency = (): Latency => {
  const times = new Float64Array(MOST);
  let count = 0;
  return {
    note: (ms) => {
      times[count % MOST] = ms;
      count += 1;
    },
    quantiles: () => {
      const sorted = times.slice(0, Math.min(count, MOST)).sort();
      return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
    },
  };
};

/** The smallest that at least this share is no greater than. */
const quantile = (sorted: Float64Array, share: number): number | null => {
  const value = sorted[Math.ceil(sorted.length * share) - 1];
  return value === undefined ? null : Math.round(value * 100) / 100;
};
