import type { TmuxPaneId } from '../../domain/ids.ts';
import type { Metrics } from '../../domain/metrics.ts';
import { holdNext } from '../../rules/hold.ts';
import {
  type MetricComparison,
  type MetricExpression,
  type MetricReading,
  readingOf,
} from '../../rules/metric-expression.ts';
import type { State } from '../../store/state.ts';
import type { Hit } from './hit.ts';
import { type LiveRule, marksOf, marksOfGroup, type PaneMarks } from './live-rule.ts';
import { type Placement, panesOfRule } from './scopes.ts';

interface Needs {
  readonly getState: () => State;
  readonly onHit: (rule: LiveRule, hit: Hit) => void;
  readonly onProgress: (rule: LiveRule) => void;
}

type Sample = { readonly tmuxPane: TmuxPaneId; readonly metrics: Metrics };

/** One reading of all panes: each rule on a metric takes one step in each pane that it watches, or in all together. */
export const stepMetrics = (needs: Needs, placement: Placement, samples: readonly Sample[]): void => {
  const groups = new Map<LiveRule, MetricExpression>();
  for (const { tmuxPane, metrics } of samples)
    for (const rule of placement.get(tmuxPane) ?? []) {
      const { metric } = rule.compiled;
      if (metric?.isOfGroup === true) groups.set(rule, metric);
      else if (metric !== null) {
        const step = { tmuxPane, marks: marksOf(rule, tmuxPane), readings: [readingOf(metrics)] };
        stepOnce(needs, rule, metric, { ...step, atMs: Date.parse(metrics.sampled_at) });
      }
    }
  for (const [rule, metric] of groups) stepGroup(needs, rule, metric, samples);
};

/** Of what has just been read; who is dead, or was not read, has no say. */
const stepGroup = (
  needs: Needs,
  rule: LiveRule,
  metric: MetricExpression,
  samples: readonly Sample[],
): void => {
  const members = panesOfRule(needs.getState(), rule).filter(({ dead }) => !dead);
  const read = new Map(samples.map(({ tmuxPane, metrics }) => [tmuxPane, metrics]));
  const metrics = members.flatMap(({ tmuxPane }) => read.get(tmuxPane) ?? []);
  const [lowest] = members;
  const atMs = Math.max(...metrics.map(({ sampled_at }) => Date.parse(sampled_at)));
  if (lowest === undefined || metrics.length === 0) return;
  const { tmuxPane } = lowest;
  const marks = marksOfGroup(rule, tmuxPane);
  stepOnce(needs, rule, metric, { tmuxPane, marks, readings: metrics.map(readingOf), atMs });
};

interface Step {
  readonly tmuxPane: TmuxPaneId;
  readonly marks: PaneMarks;
  readonly readings: readonly MetricReading[];
  readonly atMs: number;
}

const stepOnce = (
  { onHit, onProgress }: Needs,
  rule: LiveRule,
  metric: MetricExpression,
  { tmuxPane, marks, readings, atMs }: Step,
): void => {
  const { definition } = rule;
  const isTrue = metric.test(...readings);
  const next = holdNext(marks.hold, isTrue, atMs, definition.for ?? 0, definition.fire);
  marks.hold = next.hold;
  marks.value = metric.valueOf(...readings);
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
  const { metric, of, operator, threshold } = comparison;
  const name = of === null ? metric : `${of} ${metric}`;
  return `${name} ${shown(metric, value)} ${operator} ${shown(metric, threshold)}${held}`;
};

const MEBIBYTE = 1_048_576;

const shown = (metric: MetricComparison['metric'], value: number): string => {
  if (metric === 'cpu') return `${Math.round(value)} %`;
  return metric === 'memory' ? `${Math.round(value / MEBIBYTE)} MiB` : String(Math.round(value));
};
