import type { Actor } from '../domain/actor.ts';
import { isTmuxPaneId, type PaneNumber, paneNumber, type SessionId, type TmuxPaneId } from '../domain/ids.ts';
import type { Observation, ObservedPane, ObservedSession } from '../domain/observation.ts';
import type { PaneMemory } from './event.ts';
import type { SessionState } from './state.ts';

/** What panectl itself knows about a pane, with the number that it had in each session. */
export type Memory = PaneMemory & {
  readonly numbers?: Readonly<Record<SessionId, PaneNumber>>;
  /** Who made the sessions that it is in. */
  readonly owners?: ReadonlyMap<SessionId, Actor>;
};
export type MemoryOf = (tmuxPane: TmuxPaneId) => Memory | null;
type Numbers = SessionState['numbers'];

/**
 * Numbers of the panes that a session shows, given in their order: who has one keeps it, then a remembered one is
 * given again, then everybody else takes the lowest that is free.
 */
export const numbersOf = (
  sessionId: SessionId,
  shown: readonly TmuxPaneId[],
  known: Numbers,
  memory: MemoryOf,
): Numbers => {
  const given: Record<TmuxPaneId, PaneNumber> = {};
  const taken = new Set<number>();
  const give = (tmuxPane: TmuxPaneId, number: PaneNumber | undefined): void => {
    if (number === undefined || taken.has(number) || given[tmuxPane] !== undefined) return;
    given[tmuxPane] = number;
    taken.add(number);
  };
  for (const tmuxPane of shown) give(tmuxPane, known[tmuxPane]);
  for (const tmuxPane of shown)
    if (given[tmuxPane] === undefined) give(tmuxPane, memory(tmuxPane)?.numbers?.[sessionId]);
  let lowest = 0;
  for (const tmuxPane of shown) {
    if (given[tmuxPane] !== undefined) continue;
    while (taken.has(lowest)) lowest += 1;
    give(tmuxPane, paneNumber(lowest));
  }
  return given;
};

/** Which panes a session shows, each once, in window-index and pane order. */
export const shownPanes = ({ panes }: Observation): ((session: ObservedSession) => readonly TmuxPaneId[]) => {
  const byWindow = Map.groupBy(panes, ({ windowId }: ObservedPane) => windowId);
  return ({ windows }) => {
    const inOrder = windows.toSorted((a, b) => a.index - b.index);
    const shown = inOrder.flatMap(({ windowId }) => byWindow.get(windowId) ?? []);
    return [...new Set(shown.map(({ tmuxPane }) => tmuxPane))];
  };
};

export const numbersAmong = (numbers: Numbers, alive: ReadonlySet<TmuxPaneId>): Numbers => {
  const kept: Record<TmuxPaneId, PaneNumber> = {};
  for (const { tmuxPane, number } of numberedPanes(numbers)) if (alive.has(tmuxPane)) kept[tmuxPane] = number;
  return kept;
};

export const numberedPanes = (
  numbers: Numbers,
): { readonly tmuxPane: TmuxPaneId; readonly number: PaneNumber }[] =>
  Object.entries(numbers).flatMap(([tmuxPane, number]) =>
    isTmuxPaneId(tmuxPane) ? [{ tmuxPane, number }] : [],
  );
