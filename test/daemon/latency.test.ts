import { expect, it } from 'vitest';
import { createLatency } from '../../src/daemon/latency.ts';

it('knows nothing before the first, and then the middle and the worst of the last thousand', () => {
  const latency = createLatency();
  expect(latency.quantiles()).toEqual({ p50: null, p99: null });
  latency.note(4.006);
  expect(latency.quantiles()).toEqual({ p50: 4.01, p99: 4.01 });
  for (let ms = 5_000; ms > 0; ms -= 1) latency.note(ms);
  expect(latency.quantiles()).toEqual({ p50: 500, p99: 990 });
});
