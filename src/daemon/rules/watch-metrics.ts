import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Metrics } from '../../domain/metrics.ts';
import { holdNext } from '../../rules/hold.ts';
import type { MetricExpression } from '../../rules/metric-expression.ts';
import type { Hit } from './hit.ts';
import { type LiveRule, marksOf } from './live-rule.ts';
import type { Placement } from './scopes.ts';

interface Needs {
  readonly onHit: (rule: LiveRule, hit: Hit) => void;
  readonly onProgress: (rule: LiveRule) => void;
}

type Sample = { readonly tmuxPane: TmuxPaneId; readonly metrics: Metrics };

/** One reading of all panes: each rule on a metric takes one step in each pane that it watches. */
export const stepMetrics = (needs: Needs, placement: Placement, samples: readonly Sample[]): void => {
  for (const { tmuxPane, metrics } of samples)
    for (const rule of placement.get(tmuxPane) ?? []) {
      const { metric } = rule.compiled;
      if (metric !== null) step(needs, rule, metric, tmuxPane, metrics);
    }
};

const step = (
  { onHit, onProgress }: Needs,
  rule: LiveRule,
  metric: MetricExpression,
  tmuxPane: TmuxPaneId,
  { cpu_percent, memory_bytes, processes, runtime_ms, sampled_at }: Metrics,
): void => {
  const reading = { cpu: cpu_percent, memory: memory_bytes, processes, runtime: runtime_ms / 1_000 };
  const { definition } = rule;
  const marks = marksOf(rule, tmuxPane);
  const atMs = Date.parse(sampled_at);
  const next = holdNext(marks.hold, metric.test(reading), atMs, definition.for ?? 0, definition.fire);
  marks.hold = next.hold;
  marks.value = metric.comparison === null ? null : reading[metric.comparison.metric];
  onProgress(rule);
  const about = { tmuxPane, line: null, cause: null };
  if (next.fires) onHit(rule, { ...about, kind: 'fire', reason: reasonOf(rule, marks.value) });
  if (next.recovers && definition.recover.length > 0)
    onHit(rule, { ...about, kind: 'recover', reason: `no longer ${reasonOf(rule, null)}` });
};

/** `cpu 91 % > 80 %, 10 s`, or the expression where it is more than one comparison. */
const reasonOf = ({ definition, compiled }: LiveRule, value: number | null): string => {
  const { source = '', comparison = null } = compiled.metric ?? {};
  const held = definition.for === null ? '' : `, ${definition.for / 1_000} s`;
  if (comparison === null || value === null) return `${source}${held}`;
  const { metric, operator, threshold } = comparison;
  return `${metric} ${shown(metric, value)} ${operator} ${shown(metric, threshold)}${held}`;
};

const MEBIBYTE = 1_048_576;

const shown = (metric: string, value: number): string => {
  if (metric === 'cpu') return `${Math.round(value)} %`;
  return metric === 'memory' ? `${Math.round(value / MEBIBYTE)} MiB` : String(Math.round(value));
};
