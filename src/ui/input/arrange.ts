import { settle } from '../desk/settle.ts';
import type { Menu, UiState } from '../desk/ui-state.ts';
import { rowsOf, type World } from '../desk/world.ts';
import { orderBy, SORTS, type SortName } from '../format/order.ts';

/** The next way to group the panes. */
export const regrouped = (world: World): UiState => {
  const { ui } = world;
  return arranged(world, { ...ui, grouping: NEXT[ui.grouping] });
};

const NEXT = { layout: 'lineage', lineage: 'flat', flat: 'layout' } as const;

/** On the sort that is in force, so that Enter sorts by it again, as things are now. */
export const sortMenu = ({ sort }: UiState): Menu => ({
  kind: 'menu',
  title: 'Sort panes by',
  ruleId: null,
  items: SORTS.map(({ name, text }) => ({ text, sort: name })),
  at: SORTS.findIndex(({ name }) => name === sort),
});

export const sorted = (world: World, sort: SortName): UiState =>
  arranged(world, { ...world.ui, sort, order: orderBy(sort, world.state) });

/** The focus stays on the same pane wherever that stands now. */
const arranged = ({ state, session, layout }: World, ui: UiState): UiState =>
  settle(ui, rowsOf(state, ui, session), layout, state);
