import { parseDuration } from '../../domain/duration.ts';
import type { Metrics } from '../../domain/metrics.ts';
import { parseByteSize } from '../../domain/size.ts';

const COMPARISON = /^\s*(cpu|memory|processes|runtime)\s*(>=|<=|>|<)\s*([\d.]+[a-zA-Z]*)%?\s*$/;

/**
 * Whether `cpu > 80` is true of a reading, to be shown while it is typed; null where nobody can say, or the
 * expression is more than one comparison of one reading with one number.
 */
export const comparedNow = (expression: string, metrics: Metrics | null): boolean | null => {
  const [, metric = '', operator = '', amount = ''] = COMPARISON.exec(expression) ?? [];
  const value = metrics === null ? null : valueIn(metric, metrics);
  const threshold = amountIn(metric, amount);
  if (value === null || threshold === null) return null;
  if (operator === '>') return value > threshold;
  if (operator === '>=') return value >= threshold;
  return operator === '<' ? value < threshold : value <= threshold;
};

const valueIn = (metric: string, metrics: Metrics): number | null => {
  switch (metric) {
    case 'cpu':
      return metrics.cpu_percent;
    case 'memory':
      return metrics.memory_bytes;
    case 'processes':
      return metrics.processes;
    case 'runtime':
      return metrics.runtime_ms / 1_000;
    default:
      return null;
  }
};

const amountIn = (metric: string, amount: string): number | null => {
  if (metric === 'memory') return parseByteSize(amount);
  if (metric === 'runtime') {
    const ms = parseDuration(amount);
    return ms === null ? null : ms / 1_000;
  }
  return /^\d+(\.\d+)?$/.test(amount) ? Number(amount) : null;
};
