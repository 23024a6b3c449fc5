import { describe, expect, it } from 'vitest';
import { compileMetric, type MetricReading } from '../../src/rules/metric-expression.ts';

const UNKNOWN: MetricReading = { cpu: null, memory: null, processes: null, runtime: null };
const MIB = 1024 ** 2;

const compiled = (source: string) => {
  const metric = compileMetric(source);
  if (!metric.ok) throw new Error(metric.failure.message);
  return metric.value;
};

describe('a metric', () => {
  it.each<[string, Partial<MetricReading>, boolean | null]>([
    ['cpu > 80', { cpu: 80.1 }, true],
    ['cpu > 80', { cpu: 80 }, false],
    ['cpu>=80%', { cpu: 80 }, true],
    ['cpu > 80% && memory > 1.5G', { cpu: 90, memory: 2048 * MIB }, true],
    ['memory > 500M', { memory: 500 * MIB + 1 }, true],
    ['memory > 500MB', { memory: 500 * MIB }, false],
    ['memory < 2 * 1G', { memory: 1024 * MIB }, true],
    ['500k < memory', { memory: 501 * 1024 }, true],
    ['processes == 3', { processes: 3 }, true],
    ['runtime > 10m', { runtime: 601 }, true],
    ['runtime > 250ms', { runtime: 0.2 }, false],
    ['runtime > 90 || cpu > 1', { runtime: 91 }, true],
    ['runtime > 90 || cpu > 1', { runtime: 90 }, null],
    ['cpu > 1 && memory > 1M', { cpu: 0.5 }, false],
    ['cpu > 1 && memory > 1M', { cpu: 2 }, null],
    ['cpu > 1', {}, null],
    ['!(cpu > 1)', {}, null],
    ['memory / processes > 100M', { memory: 300 * MIB, processes: 2 }, true],
    ['cpu / 0 > 1', { cpu: 1 }, true],
    ['1 / 0 > cpu', { cpu: 1 }, null],
  ])('%s of %j is %s', (source, reading, expected) => {
    expect(compiled(source).test({ ...UNKNOWN, ...reading })).toBe(expected);
  });

  it.each([
    ['cpu > 80', { metric: 'cpu', of: null, operator: '>', threshold: 80 }],
    ['500M <= memory', { metric: 'memory', of: null, operator: '>=', threshold: 500 * MIB }],
    ['processes * 2 > 4 && runtime < 1h', { metric: 'runtime', of: null, operator: '<', threshold: 3600 }],
    ['80% < avg(cpu)', { metric: 'cpu', of: 'avg', operator: '>', threshold: 80 }],
    ['sum(memory) < 1G', { metric: 'memory', of: 'sum', operator: '<', threshold: 1024 * MIB }],
    ['avg(cpu) - min(cpu) > 10', null],
    ['cpu > memory', null],
    ['!(cpu > 80)', null],
    ['cpu == 80', null],
  ])('%s shows %j on a gauge', (source, comparison) => {
    expect(compiled(source).comparison).toEqual(comparison);
  });

  it.each([
    ['', 1],
    ['cpu', 1],
    ['cpu >', 6],
    ['cpu => 80', 5],
    ['disk > 1', 1],
    ['mem > 500M', 1],
    ['cpu > 80M', 7],
    ['memory > 10%', 10],
    ['memory > 500m', 10],
    ['runtime > 5G && cpu > 1', 11],
    ['processes > 10s', 13],
    ['memory > 500M && disk > 1', 18],
    ['memory > 500X', 13],
    ["cpu > '80'", 1],
    ['1 > 2', 1],
    ['true', 1],
    ['cpu > 80 ? 1 : 2', 1],
    ['[cpu].all(x, x > 1)', 1],
    ['size(cpu) > 1', 1],
    ['cpu.abs() > 1', 1],
    ['cpu == null', 1],
    ['avg(cpu) > 80 && cpu > 3', 18],
    ['max(cpu) > memory', 12],
    ['max(memory) > 10%', 15],
    ['avg(cpu + 1) > 3', 5],
    ['avg(avg(cpu)) > 3', 5],
    ['avg() > 3', 1],
    ['max(cpu, memory) > 3', 5],
    ['average(cpu) > 3', 1],
    ['avg(cpu)', 1],
    ['x'.repeat(1001), undefined],
  ])('%s is refused at column %s', (source, column) => {
    const metric = compileMetric(source);
    expect(metric).toMatchObject({ ok: false, failure: { code: 'invalid_expression' } });
    expect(metric.ok ? null : metric.failure.data.column).toBe(column);
  });

  it.each<[string, readonly (number | null)[], boolean | null, number | null]>([
    ['avg(cpu) > 80', [90, 100, null], true, 95],
    ['avg(cpu) > 80', [90, 10], false, 50],
    ['max(cpu) > 80', [90, 10], true, 90],
    ['min(cpu) > 80', [90, 10], false, 10],
    ['100 < sum(cpu)', [90, 10, 1], true, 101],
    ['max(cpu) - min(cpu) > 50', [90, 10], true, null],
    ['avg(cpu) > 80', [null, null], null, null],
    ['avg(cpu) > 80', [], null, null],
  ])('%s of all of %j is %s', (source, cpus, expected, value) => {
    const readings = cpus.map((cpu) => ({ ...UNKNOWN, cpu }));
    const metric = compiled(source);
    expect([metric.isOfGroup, metric.test(...readings), metric.valueOf(...readings)]).toEqual([
      ...[true, expected, value],
    ]);
  });

  it('says how one metric and all of them go together', () => {
    const metric = compileMetric('avg(cpu) > 80 && memory > 1G');
    expect(metric.ok ? null : metric.failure.hint).toContain('avg(memory)');
    expect(compileMetric('mean(cpu) > 80')).toMatchObject({
      failure: { hint: 'there are avg() min() max() sum()' },
    });
  });

  it('names the unit that fits', () => {
    const metric = compileMetric('memory > 10%');
    expect(metric.ok ? null : metric.failure.hint).toContain('memory > 500M');
  });
});
