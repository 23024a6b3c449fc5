import type * as z from 'zod';
import type { Streamed } from '../../commands/context.ts';
import type { paneHoldInput } from '../../commands/pane-type.ts';
import { type Failure, failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { serverGone } from '../waits/server-gone.ts';
import { logPane } from './log.ts';
import { locateForTyping, paneHeld } from './typing.ts';

/** Until the caller goes, or the pane: a hold that outlives whoever has it would lock the pane for ever. */
export const holdPane = async (
  house: House,
  scope: CallScope,
  input: z.output<typeof paneHoldInput>,
): Promise<Result<Streamed>> => {
  const target = await locateForTyping(house, scope, input);
  if (!target.ok) return target;
  const { tmuxPane, pid } = target.value.pane;
  const holder = house.store.getState().panes[tmuxPane]?.heldBy ?? null;
  if (holder !== null) return failed(paneHeld(tmuxPane, holder.kind));
  tell(house, tmuxPane, scope.actor);
  logPane(house, scope, 'pane.held', target.value, {});
  scope.emit({ tmux_pane: tmuxPane, held: true });
  await house.until(({ panes }) => !isSame(panes[tmuxPane], pid), LONGEST_MS, scope.signal);
  const after = house.store.getState();
  tell(house, tmuxPane, null);
  logPane(house, scope, 'pane.released', target.value, {});
  if (scope.signal.aborted || isSame(after.panes[tmuxPane], pid)) return success({ streamed: true });
  return failed(serverGone(after) ?? goneFrom(tmuxPane));
};

/** The longest that a timer of Node takes (2^31 - 1 ms, 24 days). */
const LONGEST_MS = 2_147_483_647;

const tell = ({ store }: House, tmuxPane: TmuxPaneId, heldBy: PaneState['heldBy']): void => {
  if (store.getState().panes[tmuxPane] !== undefined)
    store.apply([{ kind: 'pane.changed', tmuxPane, patch: { heldBy } }]);
};

const isSame = (pane: PaneState | undefined, pid: number | null): boolean =>
  pane !== undefined && !pane.dead && pane.pid === pid;

const goneFrom = (tmuxPane: TmuxPaneId): Failure =>
  failure('pane_dead', `what ran in ${tmuxPane} has ended`, null, { tmux_pane: tmuxPane });
