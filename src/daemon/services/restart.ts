import { TMUX_ACTOR } from '../../domain/actor.ts';
import { failure } from '../../domain/failure.ts';
import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result } from '../../domain/result.ts';
import type { Service } from '../../domain/service.ts';
import { sessionsShowing } from '../../store/select.ts';
import type { PaneState } from '../../store/state.ts';
import { type CallScope, type House, noInput } from '../house.ts';
import { targetOf } from '../operations/locate.ts';
import { respawn } from '../operations/pane-respawn.ts';
import { endProcesses, TERMINATE } from '../operations/terminate.ts';
import { logService } from './service-log.ts';

/** Runs the pane's own command in it, as its maker would: what it belongs to stays as it is. */
export const startAgain = async (
  house: House,
  tmuxPane: TmuxPaneId,
  causedBy: number | null,
  signal: AbortSignal,
): Promise<void> => {
  const done = await house.change(async (): Promise<Result<void>> => {
    const sessionId = sessionOf(house, tmuxPane);
    const target = sessionId === null ? null : targetOf(house, sessionId, tmuxPane);
    if (target === null) return failed(failure('pane_not_found', `${tmuxPane} has just gone`));
    if (!target.ok) return target;
    const { pane } = target.value;
    // Somebody has killed it, or started it himself, while this waited for its turn.
    if (pane.service?.launching !== true) return { ok: true, value: undefined };
    return respawn(house, scopeOf(pane, causedBy, signal), target.value, { force: true });
  });
  if (!done.ok) giveUp(house, tmuxPane, done.failure.message);
};

const sessionOf = (house: House, tmuxPane: TmuxPaneId): SessionId | null =>
  sessionsShowing(house.store.getState(), tmuxPane)[0]?.sessionId ?? null;

const scopeOf = (pane: PaneState, causedBy: number | null, signal: AbortSignal): CallScope => {
  const owner = pane.owner ?? TMUX_ACTOR;
  return {
    ...{ actor: owner, owner, causedBy, signal, readInput: noInput, emit: () => undefined },
    caller: {
      ...{ kind: 'cli', name: owner.name, tmuxPane: null, cwd: pane.cwd ?? '/' },
      ...{ stdoutIsTerminal: false, stdinIsTerminal: false },
      ...{ columns: 80, color: false, format: 'json', insideTmux: false },
    },
  };
};

const giveUp = (house: House, tmuxPane: TmuxPaneId, reason: string): void => {
  const service = house.store.getState().panes[tmuxPane]?.service ?? null;
  if (service === null) return;
  const failedToStart: Service = {
    ...service,
    state: 'gave_up',
    reason: `could not be started: ${reason}`,
    launching: false,
    since: house.now(),
  };
  house.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { service: failedToStart } }]);
  logService(house, tmuxPane, failedToStart, null);
};

/** It was not ready in time: what runs there ends as a failure, and its policy says what follows. */
export const replaceUnready = async (
  house: House,
  tmuxPane: TmuxPaneId,
  signal: AbortSignal,
): Promise<void> => {
  const pane = house.store.getState().panes[tmuxPane];
  if (pane === undefined) return;
  const way = pane.service?.spec.stop ?? { ...TERMINATE, grace: GRACE_MS };
  await endProcesses(house, pane, way, 'timeout', signal);
};

const GRACE_MS = 5_000;
