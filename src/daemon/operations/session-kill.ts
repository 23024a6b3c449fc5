import type * as z from 'zod';
import type { sessionKillInput } from '../../commands/sessions.ts';
import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { isAlive } from '../../metrics/alive.ts';
import { paneIdsOf } from '../../store/select.ts';
import type { PaneState, SessionState, State } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { endServices } from '../services/end-gently.ts';
import { locateSession } from './locate.ts';
import { logPane } from './log.ts';
import { hintFor, isForced, permit } from './protect.ts';
import { vanishedEvents, vanishedWithSession } from './vanish.ts';

type Killed = { readonly session: string; readonly panes_killed: number };

/** Refused for a session that a person made, holds a person's pane, or the caller's own. */
export const killSession = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof sessionKillInput>,
): Promise<Result<Killed>> => {
  const asked = await locateSession(house, scope, input.session);
  if (!asked.ok) return asked;
  const permitted = permitSession(house, scope, asked.value, input.force);
  if (!permitted.ok) return permitted;
  await endServices(house, scope, panesIn(house.store.getState(), asked.value));
  return house.change(async () => {
    const session = await locateSession(house, scope, asked.value.sessionId);
    if (!session.ok) return session;
    const stillPermitted = permitSession(house, scope, session.value, input.force);
    return stillPermitted.ok ? killNow(house, scope, session.value) : stillPermitted;
  });
};

const permitSession = (
  house: House,
  scope: CallScope,
  session: SessionState,
  force: boolean,
): Result<void> => {
  const permitted = permit(house, scope, panesIn(house.store.getState(), session), 'killing', force);
  if (!permitted.ok || session.isOurs || isForced(scope, force)) return permitted;
  const name = JSON.stringify(session.name);
  const message = `killing session ${name} is refused: panectl did not make it`;
  return failed(failure('refused_foreign', message, hintFor(scope), { session: session.name }));
};

const panesIn = (state: State, { sessionId }: SessionState): readonly PaneState[] =>
  paneIdsOf(state, sessionId, { all: true }).flatMap(({ tmuxPane }) => state.panes[tmuxPane] ?? []);

/** Within a change, with every check made. */
export const killNow = async (
  house: House,
  scope: CallScope,
  session: SessionState,
): Promise<Result<Killed>> => {
  const before = house.store.getState();
  const killed = await house.tmux.command('kill-session', '-t', session.sessionId);
  if (!killed.ok && !(await isGoneAnyway(killed.failure, before))) return killed;
  const state = killed.ok ? house.store.getState() : before;
  const vanished = vanishedWithSession(state, session);
  for (const tmuxPane of vanished.panes) {
    house.outputs.close(tmuxPane);
    house.execs.end(tmuxPane, { exitCode: null, signal: null, endedBy: 'kill' });
    const pane = state.panes[tmuxPane];
    if (pane !== undefined) logPane(house, scope, 'pane.killed', { session, pane });
  }
  house.log({
    type: 'session.killed',
    session: session.name,
    ...{ tmux_pane: null, pane_id: null, label: null },
    ...{ actor: scope.actor, caused_by: scope.causedBy },
    data: { session_id: session.sessionId, panes_killed: vanished.panes.length },
  });
  house.store.apply(vanishedEvents(state, vanished));
  return success({ session: session.name, panes_killed: vanished.panes.length });
};

/** With its last session the server ends, and may do so before its answer is written. */
const isGoneAnyway = async ({ code }: Failure, { server }: State): Promise<boolean> => {
  if (code === 'session_not_found') return true;
  if (code !== 'server_gone' || server === null) return false;
  for (let tries = 0; tries < ENDING_TRIES && isAlive(server.pid); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, ENDING_PAUSE_MS));
  return !isAlive(server.pid);
};

const ENDING_TRIES = 50;
const ENDING_PAUSE_MS = 20;
