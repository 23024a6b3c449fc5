import { describe, expect, it } from 'vitest';
import type { State } from '../../src/store/state.ts';
import { isOrderOld, orderBy, type SortName } from '../../src/ui/format/order.ts';
import { type Grouping, rowName, type TreeRow, treeRows } from '../../src/ui/format/tree.ts';
import { paneIdOf, type SessionGiven, stateOf } from '../support/panel-fixture.ts';

const HOUSE: readonly SessionGiven[] = [
  {
    name: 'work',
    windows: [
      {
        name: 'one',
        panes: [
          { label: 'lead', cpu: 1, memory: 9 },
          { label: 'born', cpu: 50, memory: 1 },
        ],
      },
      {
        name: 'two',
        panes: [
          { label: 'grandchild', cpu: 9, memory: 5 },
          { label: 'alone', since: 5 },
        ],
      },
    ],
  },
  { name: 'shop', windows: [{ name: 'web', panes: [{ label: 'abroad', cpu: 99, memory: 3, since: 2 }] }] },
];

/** `lead` made `born` and `abroad`, which made `grandchild`. */
const withParents = (state: State, parents: Readonly<Record<number, number>>): State => {
  const panes = { ...state.panes };
  for (const [child, parent] of Object.entries(parents)) {
    const pane = panes[paneIdOf(Number(child))];
    if (pane !== undefined) panes[pane.tmuxPane] = { ...pane, parent: paneIdOf(parent) };
  }
  return { ...state, panes };
};
const house = withParents(stateOf(HOUSE), { 1: 0, 4: 0, 2: 4 });

const rowsOf = (
  state: State,
  grouping: Grouping,
  sort: SortName = 'number',
  folded: readonly string[] = [],
): readonly string[] =>
  treeRows(state, {
    ...{ grouping, accepts: null, session: null },
    ...{ order: orderBy(sort, state), folded: new Set(folded) },
  }).map(shownAs);

const shownAs = (row: TreeRow): string => {
  if (row.kind === 'session') return row.session.name;
  if (row.kind === 'window') return ` ${row.window.name}`;
  const sign = row.isFolded === null ? '' : row.isFolded ? ` (${row.hidden.length})` : ' v';
  return `${'  '.repeat(row.depth + 1)}${rowName(row)}${sign}`;
};

describe('panes', () => {
  it('stand under their windows by number', () => {
    expect(rowsOf(house, 'layout')).toEqual([
      ...['shop', ' web', '  abroad'],
      ...['work', ' one', '  lead', '  born', ' two', '  grandchild', '  alone'],
    ]);
  });

  it('hang beneath who made them, in whatever session that is, by lineage', () => {
    expect(rowsOf(house, 'lineage')).toEqual([
      'work',
      '  lead v',
      '    shop/abroad v',
      '      grandchild',
      '    born',
      '  alone',
    ]);
  });

  it('are folded away beneath who made them, and counted', () => {
    expect(rowsOf(house, 'lineage', 'number', ['$0 %0'])).toEqual(['work', '  lead (3)', '  alone']);
  });

  it('stand with the first ancestors when their maker has gone or made itself', () => {
    expect(rowsOf(withParents(house, { 1: 77 }), 'lineage')).toContain('  born');
    const circle = rowsOf(withParents(house, { 0: 2 }), 'lineage');
    expect(circle.filter((row) => /lead|born|grandchild|abroad/.test(row))).toHaveLength(4);
  });

  it('name their session where they stand alone', () => {
    expect(rowsOf(house, 'flat')).toEqual([
      ...['  shop/abroad', '  work/lead', '  work/born', '  work/grandchild', '  work/alone'],
    ]);
    expect(rowsOf(stateOf(HOUSE.slice(0, 1)), 'flat')[0]).toBe('  lead');
  });
});

describe('an order', () => {
  it.each([
    ['cpu', ['abroad', 'born', 'grandchild', 'lead', 'alone']],
    ['memory', ['lead', 'grandchild', 'abroad', 'born', 'alone']],
    ['name', ['abroad', 'alone', 'born', 'grandchild', 'lead']],
    ['age', ['abroad', 'alone', 'lead', 'born', 'grandchild']],
  ] as const)('by %s is %j, what is unknown last', (sort, names) => {
    expect(rowsOf(house, 'flat', sort).map((row) => row.split('/').at(-1))).toEqual(names);
  });

  it('holds within windows and among those that one pane made', () => {
    expect(rowsOf(house, 'layout', 'cpu').slice(3)).toEqual([
      ...['work', ' one', '  born', '  lead', ' two', '  grandchild', '  alone'],
    ]);
    expect(rowsOf(house, 'lineage', 'cpu').slice(1, 4)).toEqual([
      '  lead v',
      '    shop/abroad v',
      '      grandchild',
    ]);
  });

  it('gets old only when a pane comes or goes', () => {
    const order = orderBy('cpu', house);
    const busy = Object.values(house.panes).map((pane) => [pane.tmuxPane, { ...pane, cursor: 9 }]);
    expect(isOrderOld(order, { panes: Object.fromEntries(busy) })).toBe(false);
    expect(isOrderOld(order, { panes: Object.fromEntries(busy.slice(1)) })).toBe(true);
    expect(isOrderOld(null, house)).toBe(false);
  });
});
