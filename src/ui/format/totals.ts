import type { PaneState } from '../../store/state.ts';

export interface Totals {
  readonly cpuPercent: number | null;
  readonly memoryBytes: number | null;
}

/** Sums over the panes that were measured; null where none was. */
export const totalsOf = (panes: readonly PaneState[]): Totals => ({
  cpuPercent: sumOf(panes.map((pane) => pane.metrics?.cpu_percent ?? null)),
  memoryBytes: sumOf(panes.map((pane) => pane.metrics?.memory_bytes ?? null)),
});

const sumOf = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};
