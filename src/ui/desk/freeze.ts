import type { Screen } from '../../protocol/message.ts';
import type { State } from '../../store/state.ts';
import type { LineLog } from './line-log.ts';
import type { UiState } from './ui-state.ts';

/** What came while the operator keeps the panel still; it is shown when that ends. */
export interface Held {
  readonly state: State;
  readonly screen: Screen | null;
  /** What panes had printed by then: unlike the rest it is what is shown meanwhile. */
  readonly lineLog: LineLog;
  /** When the panel was frozen: ages stand still as well. */
  readonly atMs: number;
}

interface Freezable {
  readonly state: State;
  readonly screen: Screen | null;
  readonly lineLog: LineLog;
  readonly ui: UiState;
  readonly nowMs: number;
  readonly held: Held | null;
}

/** After a change; while the panel is frozen, what is new of tmux only waits. */
export const frozenAfter = <Desk extends Freezable>(desk: Desk, change: Partial<Desk>): Desk => {
  const next: Desk = { ...desk, ...change };
  if (!next.ui.isFrozen)
    return desk.held === null ? next : { ...next, ...thawed(desk, desk.held, change), held: null };
  const held = desk.held ?? { state: desk.state, screen: null, lineLog: desk.lineLog, atMs: next.nowMs };
  return { ...next, state: desk.state, held: { ...held, state: change.state ?? held.state } };
};

const thawed = (
  { screen }: Freezable,
  held: Held,
  { state = held.state }: Partial<Freezable>,
): Pick<Freezable, 'state' | 'screen'> => ({
  state,
  screen: held.screen !== null && held.screen.tmuxPane === screen?.tmuxPane ? held.screen : screen,
});

/** The first picture of a pane is shown, every later one waits. */
export const screenAfter = (
  { screen, held }: Pick<Freezable, 'screen' | 'held'>,
  next: Screen,
): Partial<Pick<Freezable, 'screen' | 'held'>> =>
  held !== null && screen?.tmuxPane === next.tmuxPane
    ? { held: { ...held, screen: next } }
    : { screen: next };

/** What is known, shown or not. */
export const latestOf = ({ state, held }: Pick<Freezable, 'state' | 'held'>): State => held?.state ?? state;

/** Events that the frozen panel does not show; null while it is not frozen. */
export const missedBy = ({ state, held }: Pick<Freezable, 'state' | 'held'>): number | null => {
  if (held === null) return null;
  const last = state.events.at(-1)?.seq ?? 0;
  return held.state.events.filter(({ seq }) => seq > last).length;
};
