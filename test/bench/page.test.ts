import { describe, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { pageWith } from './page.ts';
import type { Comparison, Taken } from './peers/peers.ts';
import { peersText } from './peers/text.ts';
import type { Seen } from './scale/level.ts';
import type { Look } from './scale/look.ts';
import { breachText } from './scale/text.ts';
import { table } from './table.ts';

const MACHINE: Machine = {
  ...{ date: '2026-01-02 03:04', cores: 2, processor: 'P', gibibytes: 8, kernel: '6.1', node: 'v24' },
  ...{ tmux: '3.4', load: 0.5 },
};

const taken = (how: string, values: readonly number[], isOurs = false): Taken => ({
  ...{ operation: 'count', how, isOurs, values, failures: [] },
});

const COMPARISON: Comparison = {
  peers: [
    { name: 'tmux', from: 'there', version: '3.4', failure: null },
    { name: 'pm2', from: 'npm', version: null, failure: null },
    { name: 'btop', from: 'apt', version: '1.2', failure: 'no terminal' },
  ],
  taken: [
    taken('panectl pane-count', [10, 20, 30], true),
    taken('tmux list-panes', [4, 5, 6]),
    taken('a slow one', [40, 40, 40]),
    { ...taken('a broken one', []), failures: ['it fell | over'] },
  ],
  costs: [
    { kind: 'idle', how: 'panectl, its daemon', cpu: 0.25, megabytes: 90, failure: null },
    { kind: 'monitor', how: 'btop', cpu: Number.NaN, megabytes: Number.NaN, failure: 'no screen' },
  ],
};

describe('the page of benchmarks', () => {
  const text = peersText(COMPARISON, MACHINE);

  it.each([
    [
      'the place of ours, and who is first',
      '| Count the panes of a session | 20.0 ms | tmux list-panes, 5.00 ms | 2 of 3 |',
    ],
    ['a loss, by its ratio', '| tmux list-panes | 5.00 ms | 6.00 ms | 0.25x | 3 |'],
    ['a win, by its ratio', '| a slow one | 40.0 ms | 40.0 ms | 2.00x | 3 |'],
    ['ours among the others', '| **panectl pane-count** | 20.0 ms | 30.0 ms | 1.00x | 3 |'],
    ['what failed', 'Failed once: a broken one: it fell | over'],
    ['what is not installed', '- pm2: not installed (npm)'],
    ['what could not be used', '- btop 1.2 (apt): could not be used: no terminal'],
    ['a cost', '| **panectl, its daemon** | 0.25 % | 90.0 MB |'],
    ['a cost that nobody could measure', '| btop | not measured: no screen |  |'],
  ])('says %s', (_, line) => {
    expect(text.split('\n')).toContain(line);
  });

  it('names each operation, also where nobody did it', () => {
    expect(text).toContain('### Make a pane\n');
  });

  it('keeps its other part when one is written', () => {
    const both = pageWith(pageWith('', 'peers', 'one\n\ntwo'), 'scale', 'three');
    expect(pageWith(both, 'peers', 'one\n\ntwo')).toBe(both);
    expect(pageWith(both, 'peers', 'new')).toContain('three');
    expect(pageWith(both, 'peers', 'new')).not.toContain('two');
  });

  it('lets nothing from outside end a cell', () => {
    expect(table(['', 'a'], [['x|y', 'z\nw']])).toBe('|  | a |\n| --- | ---: |\n| x\\|y | z w |');
  });
});

const SIZE = { sessions: 2, panes: 20, lines: 80, rules: 4, minutes: 10 };

const look = (minute: number, daemon: number): Look => ({
  ...{ minute, busy: 40, cpu: { daemon: 20, panel: 5, tmux: 3 } },
  megabytes: { daemon, panel: 100, tmux: 10 },
});

const SEEN: Seen = {
  ...{ madeSeconds: 1, knownSeconds: 1, firstFrameMs: 300, lostLines: 0, refusals: [] },
  looks: [look(0, 100), look(5, 140), look(10, 141)],
  reactions: { taken: [5, 6, 7], lost: 0 },
  keys: { taken: [20, 30], lost: 0 },
};

describe('what many panes break', () => {
  it.each([
    [
      'nothing, and what is nearest',
      {},
      'Nothing is over its limit. Nearest to it: the machine (40.0 % busy, limit 95).',
    ],
    [
      'lines that are lost, before all else',
      { lostLines: 3, keys: { taken: [130], lost: 0 } },
      '**Breaks first: lines lost** (3). Also over its limit: key to frame, p99 (130.0 ms, limit 100).',
    ],
    [
      'a daemon that grows in the second half',
      { looks: [look(0, 100), look(5, 140), look(10, 155)] },
      '**Breaks first: memory of daemon, second half** (15.0 MB more, limit 10).',
    ],
    [
      'a rule that never answered',
      { reactions: { taken: [5], lost: 2 } },
      '**Breaks first: reaction of a rule, lost** (2).',
    ],
  ])('is %s', (_, change, text) => {
    expect(breachText(SIZE, { ...SEEN, ...change })).toBe(text);
  });

  it('is no growth while nothing is full yet', () => {
    const looks = [look(0, 100), look(1, 140), look(2, 190)];
    expect(breachText({ ...SIZE, minutes: 2 }, { ...SEEN, looks })).toContain('Nothing is over its limit');
  });
});
