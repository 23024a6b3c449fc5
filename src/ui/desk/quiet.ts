import type { PaneState, State } from '../../store/state.ts';

/**
 * True when a change of the state is only numbers that move all the time (load, output times). Those wait for the
 * next second, so that 50 busy panes cost one redraw a second and not fifteen.
 */
export const isQuietChange = (before: State, after: State): boolean => {
  if (!SHOWN_PARTS.every((part) => before[part] === after[part])) return false;
  const ids = Object.keys(before.panes);
  if (ids.length !== Object.keys(after.panes).length) return false;
  const next = new Map(Object.entries(after.panes));
  return Object.entries(before.panes).every(([id, pane]) => {
    const now = next.get(id);
    return now === pane || (now !== undefined && looksSame(pane, now));
  });
};

const SHOWN_PARTS = ['link', 'server', 'sessions', 'windows', 'execs', 'events', 'health'] as const;

const looksSame = (before: PaneState, after: PaneState): boolean =>
  SHOWN_FIELDS.every((field) => before[field] === after[field]);

const SHOWN_FIELDS = [
  'windowId',
  'label',
  'title',
  'process',
  'ownCommand',
  'owner',
  'active',
  'dead',
  'mode',
  'mark',
  'status',
  'statusSince',
  'exitCode',
  'signal',
  'awaitingInput',
  'patternHits',
] as const satisfies readonly (keyof PaneState)[];
