import type { Observation, ObservedSession } from '../domain/observation.ts';
import type { StoreEvent } from './event.ts';
import { type Memory, type MemoryOf, numberedPanes, numbersAmong, numbersOf, shownPanes } from './numbers.ts';
import { newPane, paneChange } from './reconcile-panes.ts';
import { reduce } from './reduce.ts';
import { isSameServer } from './reduce-structure.ts';
import { changedFields, isSame } from './same.ts';
import type { SessionState, State } from './state.ts';

/**
 * What changed between what is known and what tmux says exists, as the fewest events, in an order that `reduce` can
 * apply: server, sessions, windows, panes, and at the end what is gone. Applied, they leave nothing to say about the
 * same observation. `memory` answers what panectl itself knows about a pane it sees for the first time; `now` is
 * ISO 8601 UTC with ms.
 */
export const reconcile = (
  state: State,
  observation: Observation,
  memory: MemoryOf,
  now: string,
): StoreEvent[] => {
  const events = serverEvents(state, observation);
  const isFirstSight = !isSameServer(state.server, observation.server);
  const base = events.reduce(reduce, state);
  const recall = onceEach(memory);
  return [
    ...events,
    ...sessionEvents(base, observation, recall),
    ...windowEvents(base, observation),
    ...paneEvents(base, observation, recall, now, isFirstSight),
    ...vanishedEvents(base, observation),
  ];
};

const serverEvents = (state: State, { server }: Observation): StoreEvent[] =>
  isSame(state.server, server) ? [] : [{ kind: 'server.changed', server }];

const onceEach = (memory: MemoryOf): MemoryOf => {
  const asked = new Map<string, Memory | null>();
  return (tmuxPane) => {
    const known = asked.get(tmuxPane);
    if (known !== undefined) return known;
    const answer = memory(tmuxPane);
    asked.set(tmuxPane, answer);
    return answer;
  };
};

const sessionEvents = (base: State, observation: Observation, memory: MemoryOf): StoreEvent[] => {
  const shown = shownPanes(observation);
  const alive = new Set(observation.panes.map(({ tmuxPane }) => tmuxPane));
  return observation.sessions.flatMap((session): StoreEvent[] => {
    const { sessionId } = session;
    const known = base.sessions[sessionId];
    const numbers = numbersOf(sessionId, shown(session), known?.numbers ?? {}, memory);
    if (known === undefined)
      return [
        {
          kind: 'session.appeared',
          session: { ...session, numbers, owner: makerOf(session, numbers, memory) },
        },
      ];
    // A pane that vanishes takes its number along: that needs no event of the session's own.
    const kept = { ...known, numbers: numbersAmong(known.numbers, alive) };
    const patch = changedFields<Omit<SessionState, 'owner'>>(kept, { ...session, numbers });
    return patch === null ? [] : [{ kind: 'session.changed', sessionId, patch }];
  });
};

/** tmux only says that panectl made a session; by whose order is remembered, or the oldest of its panes with an owner tells. */
const makerOf = (
  session: ObservedSession,
  numbers: SessionState['numbers'],
  memory: MemoryOf,
): SessionState['owner'] => {
  if (!session.isOurs) return null;
  for (const { tmuxPane } of numberedPanes(numbers)) {
    const owner = memory(tmuxPane)?.owners?.get(session.sessionId) ?? null;
    if (owner !== null) return owner;
  }
  const byNumber = numberedPanes(numbers).toSorted((a, b) => a.number - b.number);
  for (const { tmuxPane } of byNumber) {
    const owner = memory(tmuxPane)?.owner ?? null;
    if (owner !== null) return owner;
  }
  return null;
};

const windowEvents = (base: State, { windows }: Observation): StoreEvent[] =>
  windows
    .filter((window) => !isSame(base.windows[window.windowId], window))
    .map((window) => ({ kind: 'window.changed', window }));

const paneEvents = (
  base: State,
  { panes }: Observation,
  memory: MemoryOf,
  now: string,
  isFirstSight: boolean,
): StoreEvent[] =>
  panes.flatMap((seen): StoreEvent[] => {
    const known = base.panes[seen.tmuxPane];
    if (known === undefined)
      return [
        { kind: 'pane.appeared', pane: newPane(seen, memory(seen.tmuxPane), isFirstSight ? null : now) },
      ];
    const exec = known.execId === null ? null : (base.execs[known.execId] ?? null);
    const patch = paneChange(known, seen, exec, now);
    return patch === null ? [] : [{ kind: 'pane.changed', tmuxPane: seen.tmuxPane, patch }];
  });

const vanishedEvents = (base: State, { sessions, windows, panes }: Observation): StoreEvent[] => {
  const alive = new Set<string>([
    ...sessions.map(({ sessionId }) => sessionId),
    ...windows.map(({ windowId }) => windowId),
    ...panes.map(({ tmuxPane }) => tmuxPane),
  ]);
  return [
    ...Object.values(base.panes)
      .filter(({ tmuxPane }) => !alive.has(tmuxPane))
      .map(({ tmuxPane }): StoreEvent => ({ kind: 'pane.vanished', tmuxPane })),
    ...Object.values(base.windows)
      .filter(({ windowId }) => !alive.has(windowId))
      .map(({ windowId }): StoreEvent => ({ kind: 'window.vanished', windowId })),
    ...Object.values(base.sessions)
      .filter(({ sessionId }) => !alive.has(sessionId))
      .map(({ sessionId }): StoreEvent => ({ kind: 'session.vanished', sessionId })),
  ];
};
