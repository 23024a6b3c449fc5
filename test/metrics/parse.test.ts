import { describe, expect, test } from 'vitest';
import { createLoad } from '../../src/metrics/load.ts';
import { parseProcStat } from '../../src/metrics/proc-stat.ts';
import type { Process } from '../../src/metrics/process.ts';
import { parsePs, parsePsTime } from '../../src/metrics/scan-ps.ts';
import { createForest } from '../../src/metrics/tree.ts';

const statLine = (name: string): string =>
  `4711 (${name}) S 42 4711 4700 34816 4712 4194304 1 2 3 4 10 20 30 40 20 0 1 0 12345 9000 77 1 2 3`;

describe('a line of /proc/PID/stat', () => {
  test.each(['zsh', ') R 1 (', 'a b', '((', '))', ') S 1 1 1 1 1 1', '\n', ''])(
    'with the name %j',
    (name) => {
      expect(parseProcStat(statLine(name))).toEqual({
        pid: 4711,
        ppid: 42,
        pgrp: 4711,
        tpgid: 4712,
        cpuTicks: 30,
        reapedTicks: 70,
        startTicks: 12345,
        rssPages: 77,
      });
    },
  );

  test.each(['', 'x', '4711 (zsh)', '4711 (zsh) S 1 2', statLine('zsh').replace('12345', 'soon')])(
    'is nothing when it is %j',
    (line) => expect(parseProcStat(line)).toBeNull(),
  );
});

describe('output of ps', () => {
  test('becomes processes, and what is not a line of it is left out', () => {
    const text = [
      '  501     1   501    501   2048   0:01.50 Sat Nov 21 09:43:52 2026',
      '  502   501   501      0   1024 1-02:03:04 Sat Nov 21 09:43:53 2026    ',
      'nonsense',
      '  503   501   501      0   1024   0:00.00 no date at all',
      '',
    ].join('\n');
    expect([...parsePs(text).values()]).toEqual([
      {
        ...process(501, 1),
        tpgid: 501,
        startMs: Date.parse('Sat Nov 21 09:43:52 2026'),
        cpuMs: 1_500,
        rssBytes: 2_097_152,
      },
      {
        ...process(502, 501),
        pgrp: 501,
        startMs: Date.parse('Sat Nov 21 09:43:53 2026'),
        cpuMs: 93_784_000,
        rssBytes: 1_048_576,
      },
    ]);
  });

  test.each([
    ['0:00.05', 50],
    ['12:34', 754_000],
    ['01:00:00', 3_600_000],
    ['2-00:00:01', 172_801_000],
    ['-', 0],
  ])('gives the time %s as %i ms', (text, ms) => expect(parsePsTime(text)).toBe(ms));
});

describe('a process tree', () => {
  test('is the root and all below it, rings included', () => {
    const all = mapOf([
      process(1, 0),
      process(2, 1),
      process(3, 2),
      process(4, 9),
      process(5, 6),
      process(6, 5),
    ]);
    const pidsOf = (root: number) => createForest(all)(root).map(({ pid }) => pid);
    expect(pidsOf(1)).toEqual([1, 2, 3]);
    expect(pidsOf(5)).toEqual([5, 6]);
    expect(pidsOf(77)).toEqual([]);
  });
});

describe('the CPU time of a tree between two readings', () => {
  const shell = process(1, 0);
  test.each([
    [
      'grows with its members',
      [shell, process(2, 1, { cpuMs: 50 })],
      [shell, process(2, 1, { cpuMs: 80 })],
      30,
    ],
    ['counts new members in full', [shell], [shell, process(2, 1, { cpuMs: 40 })], 40],
    [
      'counts what children used that lived and ended in between',
      [shell],
      [process(1, 0, { reapedMs: 900 })],
      900,
    ],
    [
      'counts a child that ended only for what is new',
      [shell, process(2, 1, { cpuMs: 500 })],
      [process(1, 0, { reapedMs: 520 })],
      20,
    ],
    [
      'counts a grandchild that ended with its parent only for what is new',
      [shell, process(2, 1, { cpuMs: 10 }), process(3, 2, { cpuMs: 500 })],
      [process(1, 0, { reapedMs: 515 })],
      5,
    ],
    ['never falls below nothing', [shell, process(2, 1, { cpuMs: 500 })], [shell], 0],
    [
      'takes a pid that changed hands for a new process',
      [shell, process(2, 1, { cpuMs: 500 })],
      [shell, process(2, 1, { cpuMs: 7, startMs: 9 })],
      7,
    ],
  ])('%s', (_title, before, now, ms) => {
    const members = createForest(mapOf(now))(1);
    expect(createLoad(mapOf(before), mapOf(now))(members)).toBe(ms);
  });
});

function process(pid: number, ppid: number, patch: Partial<Process> = {}): Process {
  return { pid, ppid, pgrp: pid, tpgid: -1, startMs: 0, cpuMs: 0, reapedMs: 0, rssBytes: 0, ...patch };
}

function mapOf(processes: readonly Process[]): ReadonlyMap<number, Process> {
  return new Map(processes.map((one) => [one.pid, one]));
}
