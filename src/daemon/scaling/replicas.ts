import { failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import { type Replica, replicaNumber } from '../../domain/replica.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { ScaleRange } from '../../domain/service.ts';
import type { PaneState } from '../../store/state.ts';
import type { House } from '../house.ts';

export interface PaneReplica extends Replica {
  readonly pane: PaneState;
}

/** All that bear the label or a number of it, the first one first. */
export const replicasOf = (house: House, sessionId: SessionId, label: string): readonly PaneReplica[] => {
  const { sessions, panes } = house.store.getState();
  const numbers = sessions[sessionId]?.numbers ?? {};
  return Object.values(panes)
    .filter(({ tmuxPane }) => numbers[tmuxPane] !== undefined)
    .flatMap((pane) => {
      const number = replicaNumber(label, pane.label);
      return number === null ? [] : [{ pane, number, dead: pane.dead }];
    })
    .toSorted((a, b) => a.number - b.number);
};

export const livingAmong = (replicas: readonly Replica[]): number =>
  replicas.filter(({ dead }) => !dead).length;

/** What the session file says of them; it stands at the first one. */
export const rangeOf = (replicas: readonly PaneReplica[]): ScaleRange | null =>
  replicas.flatMap(({ pane }) => pane.service?.spec.scale ?? [])[0] ?? null;

/** Somebody may have given two panes one label by hand: which one would be ended is not guessed. */
export const distinct = (replicas: readonly PaneReplica[]): Result<void> => {
  const twice = replicas.find(({ number }, at) => replicas[at + 1]?.number === number);
  if (twice === undefined) return success(undefined);
  const panes = replicas.filter(({ number }) => number === twice.number).map(({ pane }) => pane.tmuxPane);
  const message = `${panes.join(' and ')} have the same label ${JSON.stringify(twice.pane.label)}`;
  return failed(failure('label_ambiguous', message, 'panectl pane-label gives one another', { panes }));
};
