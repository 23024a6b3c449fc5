import { TMUX_ACTOR } from '../domain/actor.ts';
import type { EventDraft, EventType } from '../domain/event.ts';
import type { StoreEvent } from '../store/event.ts';
import { isPanel, sessionsShowing } from '../store/select.ts';
import type { PaneState, SessionState, State } from '../store/state.ts';

export type Draft = Omit<EventDraft, 'at'>;

/**
 * What an observation shows that somebody else did: rows for the orchestration log. `previous` is the state before the
 * events, `next` after them. Nothing is said about a server that is met for the first time: all of it was there before.
 */
export const draftsOf = (events: readonly StoreEvent[], previous: State, next: State): readonly Draft[] =>
  events.some(({ kind }) => kind === 'server.changed' && previous.server?.pid !== next.server?.pid)
    ? []
    : events.flatMap((event) => (isOfPanel(event, previous, next) ? [] : draftsOfOne(event, previous, next)));

/** The panel's own pane comes and goes with its reader, and is nobody's work. */
const isOfPanel = (event: StoreEvent, previous: State, next: State): boolean => {
  if (event.kind === 'pane.appeared') return isPanel(next, event.pane);
  if (event.kind !== 'pane.vanished' && event.kind !== 'pane.changed') return false;
  const before = previous.panes[event.tmuxPane];
  const after = next.panes[event.tmuxPane];
  return (before !== undefined && isPanel(previous, before)) || (after !== undefined && isPanel(next, after));
};

const draftsOfOne = (event: StoreEvent, previous: State, next: State): readonly Draft[] => {
  switch (event.kind) {
    case 'session.appeared':
      return [sessionDraft('session.created', event.session, { session_id: event.session.sessionId })];
    case 'session.vanished':
      return aboutSession(previous.sessions[event.sessionId], 'session.closed');
    case 'session.changed':
      return renamed(previous.sessions[event.sessionId], event.patch.name);
    case 'pane.appeared':
      return [
        paneDraft('pane.created', next, event.pane, {
          command: event.pane.startCommand,
          cwd: event.pane.cwd,
        }),
      ];
    case 'pane.vanished':
      return vanished(previous, previous.panes[event.tmuxPane]);
    case 'pane.changed':
      return changed(previous.panes[event.tmuxPane], next.panes[event.tmuxPane], next);
    default:
      return [];
  }
};

const aboutSession = (session: SessionState | undefined, type: EventType): readonly Draft[] =>
  session === undefined ? [] : [sessionDraft(type, session, { session_id: session.sessionId })];

const renamed = (session: SessionState | undefined, name: string | undefined): readonly Draft[] =>
  session === undefined || name === undefined || name === session.name
    ? []
    : [sessionDraft('session.renamed', { ...session, name }, { from: session.name, to: name })];

/** A dead pane only goes when somebody closes it; a living one may also go because its program has ended. */
const vanished = (previous: State, pane: PaneState | undefined): readonly Draft[] =>
  pane === undefined ? [] : [paneDraft(pane.dead ? 'pane.killed' : 'pane.exited', previous, pane)];

const changed = (
  before: PaneState | undefined,
  after: PaneState | undefined,
  next: State,
): readonly Draft[] => {
  if (before === undefined || after === undefined) return [];
  const drafts: Draft[] = [];
  if (before.label !== after.label) {
    drafts.push(paneDraft('pane.labelled', next, after, { label: after.label, former: before.label }));
  }
  if (before.windowId !== after.windowId) {
    drafts.push(paneDraft('pane.moved', next, after, { from: before.windowId, to: after.windowId }));
  }
  if (!after.dead && before.pid !== after.pid && before.pid !== null) {
    drafts.push(paneDraft('pane.respawned', next, after, { command: after.startCommand }));
  }
  if (hasEnded(after) && !hasEnded(before)) {
    drafts.push(paneDraft('pane.exited', next, after, { exit_code: after.exitCode, signal: after.signal }));
  }
  return drafts;
};

/** tmux shows a death before its code (window.c, PANE_STATUSREADY); the event waits for the code. */
const hasEnded = ({ dead, deadStatus, deadSignal }: PaneState): boolean =>
  dead && (deadStatus !== null || deadSignal !== null);

const paneDraft = (
  type: EventType,
  state: State,
  pane: PaneState,
  data: Readonly<Record<string, unknown>> = {},
): Draft => {
  const session = sessionsShowing(state, pane.tmuxPane)[0];
  return {
    type,
    session: session?.name ?? null,
    tmux_pane: pane.tmuxPane,
    pane_id: session?.numbers[pane.tmuxPane] ?? null,
    label: pane.label,
    actor: TMUX_ACTOR,
    caused_by: null,
    data,
  };
};

const sessionDraft = (
  type: EventType,
  session: SessionState,
  data: Readonly<Record<string, unknown>>,
): Draft => ({ ...nobody(type, data), session: session.name });

/** About the server or the daemon, of no session and no pane. */
export const nobody = (type: EventType, data: Readonly<Record<string, unknown>> = {}): Draft => ({
  type,
  session: null,
  tmux_pane: null,
  pane_id: null,
  label: null,
  actor: TMUX_ACTOR,
  caused_by: null,
  data,
});

/** Whether an operation's own row says already what an observation found while the operation ran. */
export const isToldBy = (found: Draft, told: readonly Draft[]): boolean =>
  told.some((own) => {
    if (own.tmux_pane !== null) return own.tmux_pane === found.tmux_pane;
    return own.session === found.session && own.session !== null && tellsOfAll(own.type);
  });

const tellsOfAll = (type: EventType): boolean => type === 'session.killed' || type === 'session.created';
