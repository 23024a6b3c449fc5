import type { SessionId, TmuxPaneId } from '../../domain/ids.ts';
import { replicasToEnd } from '../../domain/replica.ts';
import { type Result, success } from '../../domain/result.ts';
import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { targetOf } from '../operations/locate.ts';
import { killNow } from '../operations/pane-kill.ts';
import { permit } from '../operations/protect.ts';
import { endGently } from '../services/end-gently.ts';
import { replicasOf } from './replicas.ts';

interface Shrinking {
  readonly sessionId: SessionId;
  readonly label: string;
  readonly wanted: number;
  readonly force: boolean;
}

/** All of them are asked to end at once, and then closed in turn, the highest number first. */
export const endReplicas = async (
  house: House,
  scope: CallScope,
  { sessionId, label, wanted, force }: Shrinking,
): Promise<Result<{ added: readonly TmuxPaneId[]; removed: readonly TmuxPaneId[] }>> => {
  const { removed, stopped } = replicasToEnd(replicasOf(house, sessionId, label), wanted);
  const ending = [...removed, ...(stopped === null ? [] : [stopped])].map(({ pane }) => pane);
  const permitted = permit(house, scope, ending, 'killing', force);
  if (!permitted.ok) return permitted;
  await Promise.all(ending.map((pane) => endGently(house, scope, pane, graceOf(pane), 'scale')));
  const gone: TmuxPaneId[] = [];
  for (const { pane } of removed) {
    const killed = await house.change(async () => {
      const now = targetOf(house, sessionId, pane.tmuxPane);
      return now.ok ? killNow(house, scope, now.value) : success(null);
    });
    if (!killed.ok) return killed;
    gone.push(pane.tmuxPane);
  }
  return success({ added: [], removed: gone });
};

/** A replica is always asked first; how, its service may say. */
const graceOf = ({ service }: PaneState): number | undefined => {
  const own = service?.spec.stop?.grace ?? 0;
  return own > 0 ? undefined : GRACE_MS;
};

const GRACE_MS = 5_000;
