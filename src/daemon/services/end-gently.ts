import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { endProcesses, TERMINATE } from '../operations/terminate.ts';

/** Before a pane is killed: as its service says, or with the grace that the caller gives; else it is not asked. */
export const endGently = async (
  house: House,
  scope: CallScope,
  pane: PaneState,
  graceMs: number | undefined,
  by: 'kill' | 'scale' = 'kill',
): Promise<void> => {
  const { service, tmuxPane } = pane;
  const own = service?.spec.stop ?? null;
  const grace = graceMs ?? own?.grace ?? 0;
  if (grace === 0 || pane.dead) return;
  if (service !== null && service.state !== 'waiting' && service.state !== 'blocked') {
    const stopping = { ...service, state: 'stopping', reason: null, since: house.now() } as const;
    house.store.apply([{ kind: 'pane.changed', tmuxPane, patch: { service: stopping } }]);
  }
  await endProcesses(house, pane, { ...(own ?? TERMINATE), grace }, by, scope.signal);
};

/** All that say how they are to be ended: those that others depend on after these, so that nobody misses anybody. */
export const endServices = async (
  house: House,
  scope: CallScope,
  panes: readonly PaneState[],
): Promise<void> => {
  let left = panes.filter(({ service, dead }) => service?.spec.stop != null && !dead);
  while (left.length > 0) {
    const needed = new Set(left.flatMap(({ service }) => Object.keys(service?.spec.depends_on ?? {})));
    const free = left.filter(({ label }) => label === null || !needed.has(label));
    const now = free.length > 0 ? free : left;
    await Promise.all(now.map((pane) => endGently(house, scope, pane, undefined)));
    left = left.filter((pane) => !now.includes(pane));
  }
};
