import type { Rule } from '../../domain/rule.ts';
import { heightOf, type Layout } from '../format/layout.ts';
import { type LogRow, newestRow } from '../format/log-rows.ts';
import { scrollTop } from '../format/scroll.ts';
import type { ListPlace, LogPlace, UiState } from './ui-state.ts';

/** Triggers and events after their rows changed: each focus stays on the same rule or event wherever that stands. */
export const settleLists = (
  ui: UiState,
  { rules, log, layout }: { rules: readonly Rule[]; log: readonly LogRow[]; layout: Layout },
): UiState => {
  const triggers = settledTriggers(ui.triggers, rules, heightOf('triggers', layout));
  const place = settledLog(ui.log, log, heightOf('events', layout));
  const view = ui.view === 'triggers' && rules.length === 0 ? 'panes' : ui.view;
  const isSame = isSamePlace(triggers, ui.triggers) && isSamePlace(place, ui.log) && view === ui.view;
  return isSame && place.heldAt === ui.log.heldAt ? ui : { ...ui, triggers, log: place, view };
};

const settledTriggers = (
  place: UiState['triggers'],
  rules: readonly Rule[],
  height: number,
): UiState['triggers'] => {
  const same = rules.findIndex(({ rule_id }) => rule_id === place.focus);
  const index = same === -1 ? Math.min(place.index, Math.max(0, rules.length - 1)) : same;
  return { focus: rules[index]?.rule_id ?? null, index, top: topFor(place, rules.length, index, height) };
};

/** Following, the newest event is always seen, which may have consequences of something older above it. */
const settledLog = (place: LogPlace, log: readonly LogRow[], height: number): LogPlace => {
  if (place.focus === null) {
    const index = Math.max(0, newestRow(log));
    return { focus: null, heldAt: null, index, top: topFor({ top: 0 }, log.length, index, height) };
  }
  const same = log.findIndex(({ event }) => event.seq === place.focus);
  const index = same === -1 ? Math.min(place.index, Math.max(0, log.length - 1)) : same;
  const focus = log[index]?.event.seq ?? null;
  return { ...place, focus, index, top: topFor(place, log.length, index, height) };
};

/** What is not on the screen keeps its place. */
const topFor = ({ top }: { readonly top: number }, count: number, index: number, height: number): number =>
  height === 0 ? top : scrollTop(count, index, height, top);

const isSamePlace = <Key>(a: ListPlace<Key>, b: ListPlace<Key>): boolean =>
  a.focus === b.focus && a.index === b.index && a.top === b.top;
