import type { TmuxPaneId } from '../domain/ids.ts';
import type { Journal } from '../journal/journal.ts';
import type { StoreChange } from '../store/daemon-store.ts';
import type { StoreEvent } from '../store/event.ts';
import { describePane, sessionsShowing } from '../store/select.ts';
import type { PaneState, State } from '../store/state.ts';
import { serverKeyOf } from './memories.ts';

/** Keeps the journal's rows of panes as the store has them. Readings and times of output are not worth a row. */
export const saveChange = (
  journal: Pick<Journal, 'savePane' | 'saveOrigin' | 'closePane' | 'saveOwner' | 'flush'>,
  { events, state }: StoreChange,
  now: () => string,
): void => {
  if (state.server === null) return;
  const key = serverKeyOf(state.server);
  const touched = new Set<TmuxPaneId>();
  for (const event of events) {
    if (event.kind === 'session.appeared' && event.session.owner !== null)
      journal.saveOwner(key, event.session.sessionId, event.session.owner);
    if (event.kind === 'session.changed' && event.patch.owner)
      journal.saveOwner(key, event.sessionId, event.patch.owner);
    if (event.kind === 'pane.vanished') journal.closePane(key, event.tmuxPane, now());
    for (const tmuxPane of panesOf(event, state)) touched.add(tmuxPane);
  }
  saveOrigins(journal, { events, state }, key);
  for (const tmuxPane of touched) {
    for (const { sessionId } of sessionsShowing(state, tmuxPane)) {
      const pane = describePane(state, sessionId, tmuxPane);
      if (pane !== null) journal.savePane(key, pane);
    }
  }
  // Nobody else has it: what was answered must outlive a kill in the next moment.
  if (events.some((event) => event.kind === 'pane.changed' && event.patch.metadata !== undefined))
    journal.flush();
};

const saveOrigins = (
  journal: Pick<Journal, 'saveOrigin'>,
  { events, state }: Pick<StoreChange, 'events' | 'state'>,
  key: string,
): void => {
  for (const tmuxPane of events.flatMap(originOf)) {
    const pane = state.panes[tmuxPane];
    if (pane !== undefined && hasOrigin(pane)) journal.saveOrigin(key, tmuxPane, pane);
  }
};

/** Whose origin may be another one now. */
const originOf = (event: StoreEvent): readonly TmuxPaneId[] => {
  if (event.kind === 'pane.appeared') return [event.pane.tmuxPane];
  if (event.kind !== 'pane.changed') return [];
  const { environment, service } = event.patch;
  return environment === undefined && service === undefined ? [] : [event.tmuxPane];
};

/** Most panes have nothing that would have to be written. */
export const hasOrigin = ({ environment, service }: PaneState): boolean =>
  environment.length > 0 || service !== null;

const panesOf = (event: StoreEvent, state: State): readonly TmuxPaneId[] => {
  switch (event.kind) {
    case 'pane.appeared':
      return [event.pane.tmuxPane];
    case 'pane.changed':
      return [event.tmuxPane];
    case 'session.appeared':
      return Object.values(state.panes)
        .map(({ tmuxPane }) => tmuxPane)
        .filter((tmuxPane) => event.session.numbers[tmuxPane] !== undefined);
    case 'session.changed': {
      const { numbers, name } = event.patch;
      const session = state.sessions[event.sessionId];
      if (session === undefined || (numbers === undefined && name === undefined)) return [];
      return Object.values(state.panes)
        .map(({ tmuxPane }) => tmuxPane)
        .filter((tmuxPane) => session.numbers[tmuxPane] !== undefined);
    }
    default:
      return [];
  }
};
