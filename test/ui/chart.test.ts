import { describe, expect, it, test } from 'vitest';
import { type Chart, chartRows, columnsOfValues, type Threshold } from '../../src/ui/format/chart.ts';
import { cpuQuantity, memoryQuantity, timeLabels, topOf } from '../../src/ui/format/chart-scale.ts';
import { widthOf } from '../../src/ui/format/line.ts';
import { loadSeries } from '../../src/ui/format/load-series.ts';
import { ASCII, UNICODE } from '../../src/ui/theme/symbols.ts';
import { loadOf } from '../support/load-scenes.ts';
import { NOW_MS } from '../support/panel-fixture.ts';

const THEME = { symbols: UNICODE, hasColour: true, isUtf8: true, isLight: false, hidden: new Set<string>() };

const drawn = (
  values: Chart['values'],
  [width, height]: readonly [number, number],
  thresholds: readonly Threshold[] = [],
  theme = THEME,
): readonly string[] => {
  const textOf = (value: number): string => `${Math.round(value)}%`;
  const rows = chartRows({ values, top: 100, thresholds, textOf }, { width, height, theme });
  for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(width);
  expect(rows).toHaveLength(height);
  return rows.map((row) =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
};

describe('a chart', () => {
  it.each([
    ['nothing was measured', [], ['100% ┤', '     │', '  0% ┤']],
    ['one value', [50], ['100% ┤', '     │▄▄▄▄', '  0% ┤████']],
    ['it is flat', [100, 100, 100, 100], ['100% ┤████', '     │████', '  0% ┤████']],
    ['it is idle: something was measured', [0, 0, 0, 0], ['100% ┤', '     │', '  0% ┤▁▁▁▁']],
    ['there is a peak', [0, 0, 100, 0], ['100% ┤  █', '     │  █', '  0% ┤▁▁█▁']],
    ['a part was not measured', [100, null, null, 34], ['100% ┤█', '     │█', '  0% ┤█  █']],
    ['a value is above the edge', [900, 0, 0, 0], ['100% ┤█', '     │█', '  0% ┤█▁▁▁']],
  ] as const)('where %s', (_, values, rows) => {
    expect(drawn(values, [10, 3])).toEqual(rows);
  });

  it('draws a threshold where no bar stands, with the name of its rule', () => {
    const busy = { name: 'busy', value: 80, isBelow: false };
    const rows = drawn([...Array.from({ length: 12 }, () => 10), 100, 100], [20, 4], [busy]);
    expect(rows[0]).toBe('100% ┤╌ busy ╌╌╌╌╌██');
    const beyond = drawn([10], [20, 3], [{ ...busy, value: 101 }]);
    expect(beyond.join('')).not.toContain('busy');
  });

  it('is ASCII where nothing else can be shown', () => {
    const rows = drawn([100, 20, null], [9, 2], [], {
      symbols: ASCII,
      hasColour: false,
      isUtf8: false,
      isLight: false,
      hidden: new Set<string>(),
    });
    expect(rows).toEqual(['100% +#', '  0% +#:']);
  });

  it('keeps every peak when values share a column, and its size at any width', () => {
    const values = Array.from({ length: 900 }, (_, at) => (at === 451 ? 77 : 1));
    expect(Math.max(...columnsOfValues(values, 40).map((value) => value ?? 0))).toBe(77);
    for (const size of [
      [10, 3],
      [250, 80],
      [6, 1],
    ] as const)
      drawn(values, size);
  });
});

describe('a scale', () => {
  it.each([
    [[3, 9], [], 100],
    [[120, 130], [], 150],
    [[243], [], 300],
    [[10], [180], 200],
    [[10], [9_000], 100],
  ])('of %j with thresholds %j ends at %i%%', (values, thresholds, top) => {
    expect(topOf(values, thresholds, cpuQuantity('-'))).toBe(top);
  });

  it('of memory is round in its own unit', () => {
    const quantity = memoryQuantity('-');
    expect(quantity.textOf(topOf([310 * 1024 ** 2], [500 * 1024 ** 2], quantity))).toBe('500M');
    expect(quantity.textOf(topOf([0], [], quantity))).toBe('1.0M');
  });

  it('has times under it as far as there is room', () => {
    expect(timeLabels(60, 2)).toBe('-2m         -1m30s           -1m           -30s          now');
    expect(timeLabels(28, 15)).toBe('-15m       -7m30s        now');
    expect(timeLabels(4, 5)).toBe('-5m');
    expect(timeLabels(0, 5)).toBe('');
  });
});

describe('the load of panes', () => {
  const busy = loadOf((ago) => (ago > 30 && ago <= 60 ? null : { cpu: 40, memory: 1_000 }));
  const calm = loadOf(() => ({ cpu: 2, memory: 500 }));

  it.each([2, 5, 15] as const)('of the last %i minutes is a sum, and a gap stays a gap', (minutes) => {
    const one = loadSeries([busy], { nowMs: NOW_MS + 900, minutes });
    const isGap = one.cpu.map((value) => value === null);
    expect(one.cpu.at(-1)).toBe(40);
    expect(one.memory[0]).toBe(1_000);
    const seconds = (minutes * 60) / one.cpu.length;
    expect(isGap.filter((gap) => gap).length * seconds).toBeGreaterThanOrEqual(20);
    expect(isGap.filter((gap) => gap).length * seconds).toBeLessThanOrEqual(40);
    const both = loadSeries([busy, calm], { nowMs: NOW_MS, minutes });
    expect(both.cpu.at(-1)).toBe(42);
    expect(both.memory[isGap.indexOf(true)]).toBe(500);
  });

  test('of nobody, or of long ago, is a gap from end to end', () => {
    expect(new Set(loadSeries([], { nowMs: NOW_MS, minutes: 2 }).cpu)).toEqual(new Set([null]));
    expect(new Set(loadSeries([calm], { nowMs: NOW_MS + 3_600_000, minutes: 15 }).cpu)).toEqual(
      new Set([null]),
    );
  });
});
