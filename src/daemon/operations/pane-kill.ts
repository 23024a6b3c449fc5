import type * as z from 'zod';
import type { paneKillInput } from '../../commands/pane-make.ts';
import type { TmuxPaneId, WindowId } from '../../domain/ids.ts';
import { type Result, success } from '../../domain/result.ts';
import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { endGently } from '../services/end-gently.ts';
import { readArrangement } from './arrangement.ts';
import { type Geometry, geometryCommand, geometryEvents, readGeometry } from './geometry.ts';
import { isNamed, isOurWindow, layoutOf, leaveWords } from './layouts.ts';
import { locatePane, type Target, targetOf } from './locate.ts';
import { logPane } from './log.ts';
import { isReflected, mainPane, nativeForm, reflect } from './mirror.ts';
import { permit } from './protect.ts';
import { vanishedEvents, vanishedWith } from './vanish.ts';

type Input = z.output<typeof paneKillInput>;
type Killed = { readonly tmux_pane: TmuxPaneId; readonly session_closed: boolean };

/** With the last pane of a session goes the session. The caller's own pane and the panel's need an explicit force. */
export const killPane = async (house: House, scope: CallScope, input: Input): Promise<Result<Killed>> => {
  const found = await locatePane(house, scope, input);
  if (!found.ok) return found;
  const { session, pane } = found.value;
  const permitted = permit(house, scope, [pane], 'killing', input.force);
  if (!permitted.ok) return permitted;
  await endGently(house, scope, pane, input.grace);
  return house.change(async () => {
    const now = targetOf(house, session.sessionId, pane.tmuxPane);
    return now.ok ? killNow(house, scope, now.value) : success(goneBy(house, found.value));
  });
};

/** It ended by itself within the grace. */
const goneBy = (house: House, { session, pane }: Target): Killed => ({
  tmux_pane: pane.tmuxPane,
  session_closed: house.store.getState().sessions[session.sessionId] === undefined,
});

/** Within a change, with every check made. */
export const killNow = async (house: House, scope: CallScope, target: Target): Promise<Result<Killed>> => {
  const { session, pane } = target;
  const { tmuxPane, windowId } = pane;
  const state = house.store.getState();
  const vanished = vanishedWith(state, [tmuxPane]);
  const isLast = vanished.windows.length > 0;
  const { words, main } = isLast ? AS_TMUX_DOES : await tidyingOf(house, pane);
  const rest = isLast ? [] : [...words, geometryCommand(windowId)];
  const [killed, ...tidied] = await house.tmux.sequence([['kill-pane', '-t', tmuxPane], ...rest]);
  if (killed === undefined || !killed.ok) {
    if (killed !== undefined && killed.failure.code !== 'pane_not_found') return killed;
  }
  house.outputs.close(tmuxPane);
  house.execs.end(tmuxPane, { exitCode: null, signal: null, endedBy: 'kill' });
  logPane(house, scope, 'pane.killed', target);
  const last = tidied.at(-1);
  const tidy = last?.ok ? readGeometry(last.value) : null;
  const geometry = main === null || tidy === null ? tidy : await turn(house, windowId, main);
  const after = house.store.apply(vanishedEvents(state, vanished));
  if (geometry !== null) house.store.apply(geometryEvents(after, windowId, geometry));
  const isClosed = vanished.sessions.includes(session.sessionId);
  if (isClosed) logClosed(house, scope, target);
  return success({ tmux_pane: tmuxPane, session_closed: isClosed });
};

/**
 * A window that panectl arranges closes its gap; a zoomed one is left as somebody looks at it. One that somebody
 * arranged by hand is left to tmux, which gives the room to the neighbours of the pane.
 */
const tidyingOf = async (house: House, { tmuxPane, windowId }: PaneState): Promise<Tidying> => {
  if (!isOurWindow(house.store.getState(), windowId)) return AS_TMUX_DOES;
  const layout = await layoutOf(house, windowId);
  const now = isNamed(layout) ? await readArrangement(house, windowId) : null;
  if (now === null || now.isByHand || now.zoomed) return AS_TMUX_DOES;
  const words = [['select-layout', '-t', windowId, nativeForm(house, layout)], leaveWords(windowId)];
  if (!isReflected(house, layout)) return { words, main: null };
  const main = await mainPane(house, windowId, now);
  return { words, main: main === tmuxPane || main === undefined ? 'first' : main };
};

interface Tidying {
  readonly words: readonly (readonly string[])[];
  /** Of a layout that panectl turns round itself: which pane is the main one afterwards. */
  readonly main: TmuxPaneId | 'first' | null;
}

const AS_TMUX_DOES: Tidying = { words: [], main: null };

const turn = async (
  house: House,
  windowId: WindowId,
  main: TmuxPaneId | 'first',
): Promise<Geometry | null> => {
  await reflect(house, windowId, main === 'first' ? undefined : main);
  const last = (await house.tmux.sequence([leaveWords(windowId), geometryCommand(windowId)])).at(-1);
  return last?.ok ? readGeometry(last.value) : null;
};

const logClosed = (house: House, scope: CallScope, { session }: Target): void => {
  house.log({
    type: 'session.closed',
    session: session.name,
    tmux_pane: null,
    pane_id: null,
    label: null,
    actor: scope.actor,
    caused_by: scope.causedBy,
    data: { session_id: session.sessionId },
  });
};
