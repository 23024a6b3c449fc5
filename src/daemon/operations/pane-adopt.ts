import { hostname } from 'node:os';
import { type PaneNumber, paneNumber, type SessionId, type TmuxPaneId } from '../../domain/ids.ts';
import type { ObservedPane } from '../../domain/observation.ts';
import { newService } from '../../domain/service.ts';
import type { PaneMemory, StoreEvent } from '../../store/event.ts';
import { newPane } from '../../store/reconcile-panes.ts';
import type { SessionState, State } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { geometryEvents } from './geometry.ts';
import { targetOf } from './locate.ts';
import { logPane } from './log.ts';
import type { MadePane, PaneSpec } from './pane-spec.ts';

/** Puts a pane that was just made into the store, before anybody has seen it by observation, and starts its exec. */
export const adoptPane = (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  made: MadePane,
  spec: AdoptedSpec,
): void => {
  placePane(house, scope, sessionId, made, spec);
  if (spec.command !== null) startOwnCommand(house, scope, sessionId, made.tmuxPane, spec.command);
};

/** What is known of it before anybody has looked. */
type AdoptedSpec = Pick<PaneSpec, 'label' | 'command' | 'process' | 'env' | 'service'>;

/** The same for a pane that does not run its command yet. */
export const placePane = (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  made: MadePane,
  spec: AdoptedSpec,
  metadata: PaneMemory['metadata'] = {},
): void => {
  const now = house.now();
  const memory: PaneMemory = {
    owner: scope.owner,
    parent: scope.actor.tmux_pane,
    ownCommand: spec.command,
    createdAt: now,
    metadata,
    cursor: 0,
    environment: spec.env,
    service: spec.service === null ? null : newService(spec.service, now),
  };
  house.remember(made.tmuxPane, memory);
  const state = house.store.getState();
  house.store.apply([
    ...windowEvents(state, made),
    ...numberEvents(state, made),
    { kind: 'pane.appeared', pane: newPane(observedOf(made, spec), memory, now) },
    ...geometryEvents(state, made.windowId, made.geometry),
  ]);
  const target = targetOf(house, sessionId, made.tmuxPane);
  if (target.ok)
    logPane(house, scope, 'pane.created', target.value, { command: spec.command, cwd: made.cwd });
};

/** All that the pane has ever printed is the command's, also what came before this. */
export const startOwnCommand = (
  house: House,
  { owner, actor, causedBy }: CallScope,
  sessionId: SessionId,
  tmuxPane: TmuxPaneId,
  command: string,
): void => {
  if (!targetOf(house, sessionId, tmuxPane).ok) return;
  house.execs.start({ sessionId, tmuxPane, command, owner, actor, causedBy, firstCursor: 0 });
};

const observedOf = (
  { tmuxPane, windowId, pid, cwd, geometry, sessionId }: MadePane,
  spec: Pick<PaneSpec, 'label' | 'command' | 'process'>,
): ObservedPane => ({
  tmuxPane,
  windowId,
  label: spec.label,
  // What tmux gives a new pane (window_pane_create in window.c).
  title: hostname(),
  pid,
  process: null,
  startCommand: spec.command,
  cwd,
  active: sessionId !== null,
  dead: false,
  deadStatus: null,
  deadSignal: null,
  mode: null,
  alternateScreen: false,
  synchronized: false,
  ...(geometry.panes.get(tmuxPane) ?? { width: geometry.width, height: geometry.height, left: 0, top: 0 }),
  mark: spec.process.mark,
});

/** Only for a window that was made with the pane. */
const windowEvents = (
  state: State,
  { windowId, windowIndex, sessionId, marked, geometry }: MadePane,
): StoreEvent[] => {
  const session = sessionId === null ? undefined : state.sessions[sessionId];
  if (session === undefined) return [];
  const { panes: _panes, active: _active, ...size } = geometry;
  const window = { windowId, name: marked ? 'panectl' : '', mark: marked ? 'panes' : null, ...size };
  const windows = [
    ...session.windows.filter((each) => each.windowId !== windowId),
    { windowId, index: windowIndex, active: false },
  ].toSorted((a, b) => a.index - b.index);
  return [
    { kind: 'window.changed', window },
    { kind: 'session.changed', sessionId: session.sessionId, patch: { windows } },
  ];
};

/** Every session that shows the window gives the pane its lowest free number. */
const numberEvents = (state: State, made: MadePane): StoreEvent[] =>
  Object.values(state.sessions)
    .filter(
      ({ sessionId, windows }) =>
        sessionId === made.sessionId || windows.some(({ windowId }) => windowId === made.windowId),
    )
    .filter(({ numbers }) => numbers[made.tmuxPane] === undefined)
    .map(({ sessionId, numbers }) => ({
      kind: 'session.changed',
      sessionId,
      patch: { numbers: { ...numbers, [made.tmuxPane]: lowestFree(numbers) } },
    }));

const lowestFree = (numbers: SessionState['numbers']): PaneNumber => {
  const taken = new Set<number>(Object.values(numbers));
  let lowest = 0;
  while (taken.has(lowest)) lowest += 1;
  return paneNumber(lowest);
};
