import type { Rule } from '../../domain/rule.ts';
import type { PaneState } from '../../store/state.ts';
import type { Theme } from '../theme/theme.ts';
import { chartRows, SCALE_WIDTH, type Threshold } from './chart.ts';
import { cpuQuantity, memoryQuantity, type Quantity, timeLabels, topOf } from './chart-scale.ts';
import { type Line, type Span, span, widthOf } from './line.ts';
import { type ChartMinutes, loadSeries } from './load-series.ts';
import { isBelow, metricOf, togetherOf } from './nearness.ts';

export interface MetricsLook {
  readonly panes: readonly PaneState[];
  readonly rules: readonly Rule[];
  readonly minutes: ChartMinutes;
  readonly width: number;
  readonly height: number;
  readonly nowMs: number;
  readonly theme: Theme;
}

/** CPU above memory, each with its legend, and the time beneath; exactly `height` rows. */
export const metricsLines = (look: MetricsLook): readonly Line[] => {
  const { panes, minutes, nowMs, height, width, theme } = look;
  const series = loadSeries(panes, { nowMs, minutes });
  const isAiry = height >= AIRY_FROM;
  const times = isAiry ? 2 : height >= TIMED_FROM ? 1 : 0;
  const room = Math.max(2, height - 2 - times - (isAiry ? 1 : 0));
  const { dash } = theme.symbols;
  const time: readonly Line[] =
    times === 0
      ? []
      : [[span(' '.repeat(SCALE_WIDTH)), span(timeLabels(width - SCALE_WIDTH, minutes), 'dim')]];
  return [
    ...graph(
      { name: 'cpu', values: series.cpu, quantity: cpuQuantity(dash), rows: Math.ceil(room / 2) },
      look,
    ),
    ...(isAiry ? [...time, []] : []),
    ...graph(
      { name: 'mem', values: series.memory, quantity: memoryQuantity(dash), rows: Math.floor(room / 2) },
      look,
    ),
    ...time,
  ];
};

const AIRY_FROM = 16;
const TIMED_FROM = 6;

interface Graph {
  readonly name: 'cpu' | 'mem';
  readonly values: readonly (number | null)[];
  readonly quantity: Quantity;
  readonly rows: number;
}

const graph = ({ name, values, quantity, rows }: Graph, look: MetricsLook): readonly Line[] => {
  const { width, theme } = look;
  const thresholds = thresholdsOf(name, look);
  const top = topOf(
    values,
    thresholds.map(({ value }) => value),
    quantity,
  );
  const chart = { values, top, thresholds, textOf: quantity.textOf };
  return [
    legend({ name, values, quantity, rows }, thresholds, look),
    ...chartRows(chart, { width, height: rows, theme }),
  ];
};

/** Only of one pane: rules watch each pane for itself, a sum of several would be held against none of them. */
const thresholdsOf = (
  name: Graph['name'],
  { panes, rules }: Pick<MetricsLook, 'panes' | 'rules'>,
): readonly Threshold[] => {
  const [pane, ...others] = panes;
  if (pane === undefined || others.length > 0) return [];
  return rules.flatMap((rule) => {
    // What is asked of several panes together is held against none of them.
    if (metricOf(rule) !== name || togetherOf(rule) !== null) return [];
    const here = rule.progress.find(({ tmux_pane }) => tmux_pane === pane.tmuxPane);
    const value = here?.threshold ?? null;
    return value === null ? [] : [{ name: rule.name, value, isBelow: isBelow(rule) }];
  });
};

const TITLES = { cpu: 'CPU', mem: 'memory' } as const;

/** `CPU  now 93%  avg 61%  max 104%   ╌ busy > 80%` */
const legend = (
  { name, values, quantity }: Graph,
  thresholds: readonly Threshold[],
  { width, theme }: MetricsLook,
): Line => {
  const known = values.filter((value) => value !== null);
  const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  const most = known.length === 0 ? null : Math.max(...known);
  const amount = (title: string, value: number | null): readonly Span[] => [
    span(`  ${title} `, 'dim'),
    span(quantity.textOf(value).padStart(4)),
  ];
  const line = [
    span(` ${TITLES[name].padEnd(6)}`, 'accent', true),
    ...amount('now', values.at(-1) ?? null),
    ...amount('avg', mean),
    ...amount('max', most),
  ];
  const rules = thresholds.flatMap((threshold) => thresholdSpans(threshold, quantity, theme));
  return widthOf(line) + widthOf(rules.slice(0, 2)) <= width ? [...line, ...rules] : line;
};

const thresholdSpans = (
  { name, value, isBelow: below }: Threshold,
  { textOf }: Quantity,
  { symbols }: Theme,
): readonly Span[] => [
  span(`   ${symbols.threshold}${symbols.threshold} `, 'bad'),
  span(`${name} ${below ? '<' : '>'} ${textOf(value)}`, 'dim'),
];
