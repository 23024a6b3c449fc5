import { expect, it } from 'vitest';
import { columnsFor } from '../../src/ui/format/columns.ts';
import { groupLine } from '../../src/ui/format/group-line.ts';
import { widthOf } from '../../src/ui/format/line.ts';
import { treeRows } from '../../src/ui/format/tree.ts';
import { themeOf } from '../../src/ui/theme/theme.ts';
import { stateOf } from '../support/panel-fixture.ts';

/** The row of a session `api` with one pane, in a list of so many columns. */
const rowOf = (group: string | null, width: number) => {
  const state = stateOf([{ name: 'api', windows: [{ name: 'w', panes: [{}] }] }]);
  const [row] = treeRows(state, {
    ...{ grouping: 'layout', accepts: null, session: null, order: null, folded: new Set<string>() },
  });
  if (row?.kind !== 'session') throw new Error('no row of a session');
  const line = groupLine(
    { ...row, session: { ...row.session, group } },
    {
      ...{ columns: columnsFor(width, width <= 50, { label: 8, hasOwners: false }), nowMs: 0 },
      ...{ isFocused: false, isMarked: false, isLit: true, isUnseen: () => false },
      theme: themeOf({ TERM: 'xterm-256color', LANG: 'C.UTF-8' }),
    },
  );
  return { text: line.map((span) => span.text).join(''), width: widthOf(line) };
};

it.each([
  [100, 'shop', 'api [shop]  1 pane'],
  [38, 'shop', 'api [shop]'],
  [100, 'a group with a very long name', 'api [a group with a very…]  1 pane'],
  [26, 'a group with a very long name', 'api [a group w…]'],
  [100, '漢字', 'api [漢字]  1 pane'],
  [100, null, 'api  1 pane'],
])('in %i columns a session of the group %j keeps its columns', (width, group, shown) => {
  const row = rowOf(group, width);
  expect(row.text).toContain(shown);
  expect(row.width).toBe(rowOf(null, width).width);
});
