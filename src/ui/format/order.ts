import type { TmuxPaneId } from '../../domain/ids.ts';
import type { PaneState, State } from '../../store/state.ts';
import { nameOf } from './tree.ts';

/** What the panes of a group are sorted by. */
export type SortName = 'number' | 'cpu' | 'memory' | 'name' | 'age';

export const SORTS: readonly { readonly name: SortName; readonly text: string }[] = [
  { name: 'number', text: 'number' },
  { name: 'cpu', text: 'CPU, most first' },
  { name: 'memory', text: 'memory, most first' },
  { name: 'name', text: 'name' },
  { name: 'age', text: 'age, youngest state first' },
];

/** The place of each pane, as things are now; null where panectl's numbers are the order. */
export const orderBy = (
  sort: SortName,
  { panes }: Pick<State, 'panes'>,
): ReadonlyMap<TmuxPaneId, number> | null => {
  if (sort === 'number') return null;
  const sorted = Object.values(panes).toSorted(COMPARE[sort]);
  return new Map(sorted.map(({ tmuxPane }, at) => [tmuxPane, at]));
};

/** An order is kept until a pane comes or goes: numbers that move every second never move the rows. */
export const isOrderOld = (
  order: ReadonlyMap<TmuxPaneId, number> | null,
  { panes }: Pick<State, 'panes'>,
): boolean => {
  if (order === null) return false;
  const now = Object.values(panes);
  return now.length !== order.size || now.some(({ tmuxPane }) => !order.has(tmuxPane));
};

type Compare = (a: PaneState, b: PaneState) => number;

/** What is not known stands last. */
const mostFirst =
  (amountOf: (pane: PaneState) => number | null | undefined): Compare =>
  (a, b) =>
    (amountOf(b) ?? -1) - (amountOf(a) ?? -1);

const COMPARE: Readonly<Record<Exclude<SortName, 'number'>, Compare>> = {
  cpu: mostFirst(({ metrics }) => metrics?.cpu_percent),
  memory: mostFirst(({ metrics }) => metrics?.memory_bytes),
  name: (a, b) => (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b))),
  age: mostFirst(({ statusSince }) => (statusSince === null ? null : Date.parse(statusSince))),
};
