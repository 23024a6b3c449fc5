import { replicaNumber } from '../../domain/replica.ts';
import { commandOf } from '../../store/command.ts';
import type { PaneState } from '../../store/state.ts';
import type { SavingFacts } from './facts.ts';

/** What a file says by `scale` and not pane by pane. */
export interface SavedReplicas {
  /** Labels of those that live; undefined where nothing is scaled. */
  readonly labels: readonly string[] | undefined;
  /** Labels of what is scaled. */
  readonly bases: ReadonlySet<string>;
  readonly has: (pane: PaneState) => boolean;
  /** Those that the file makes behind these panes of a window, in its order. */
  readonly behind: (panes: readonly PaneState[]) => readonly PaneState[];
}

/** `panes` of one session. One that bears such a label but runs something else is a pane of its own. */
export const replicasAmong = (panes: readonly PaneState[], facts: SavingFacts): SavedReplicas => {
  const scaled = panes.filter((pane) => isScaled(pane, facts));
  const ofBase = new Map(
    scaled.map((base) => [
      base,
      panes
        .filter((pane) => !scaled.includes(pane) && isReplicaOf(base, pane, facts))
        .toSorted((a, b) => numberIn(base, a) - numberIn(base, b)),
    ]),
  );
  const all = [...ofBase.values()].flat();
  const living = all.filter(({ dead }) => !dead);
  return {
    labels: scaled.length === 0 ? undefined : living.flatMap(({ label }) => label ?? []),
    bases: new Set(scaled.flatMap(({ label }) => label ?? [])),
    has: (pane) => all.includes(pane),
    behind: (own) => own.flatMap((base) => ofBase.get(base) ?? []).filter(({ dead }) => !dead),
  };
};

/** Also where a restore has left out what it is to run. */
const isScaled = (pane: PaneState, facts: SavingFacts): boolean =>
  pane.label !== null &&
  (pane.service === null ? pendingOf(pane, facts)?.service.scale : pane.service.spec.scale) != null;

const isReplicaOf = (base: PaneState, pane: PaneState, facts: SavingFacts): boolean =>
  pane.owner !== null && numberIn(base, pane) > 1 && meantIn(pane, facts) === meantIn(base, facts);

const numberIn = (base: PaneState, { label }: PaneState): number =>
  base.label === null ? 0 : (replicaNumber(base.label, label) ?? 0);

const meantIn = (pane: PaneState, facts: SavingFacts): string | null =>
  commandOf(pane) ?? pendingOf(pane, facts)?.command ?? null;

const pendingOf = (pane: PaneState, { pending }: SavingFacts) =>
  commandOf(pane) === null && pane.execId === null ? pending.get(pane.tmuxPane) : undefined;
