import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { isPanectls, isPanel } from '../../store/select.ts';
import type { PaneState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';

/** What is to be done to a pane, as it stands in a sentence: "killing". */
export type Deed = 'killing' | 'respawning' | 'moving' | 'swapping' | 'typing into' | 'arranging';

/**
 * A person's panes are protected, and so are the caller's own and the panel's: `refused_foreign`, `refused_self`.
 * An explicit force overrides both, but never for a rule. The panel asks its operator and then sends force.
 */
export const permit = (
  house: House,
  scope: CallScope,
  panes: readonly PaneState[],
  deed: Deed,
  force: boolean,
): Result<void> => {
  if (isForced(scope, force)) return success(undefined);
  const own = panes.find((pane) => isSelf(house, scope, pane));
  if (own !== undefined) return failed(refusedSelf(scope, own, deed));
  const foreign = panes.filter((pane) => !isPanectls(pane));
  const [first] = foreign;
  if (first === undefined) return success(undefined);
  const which = foreign.map(({ tmuxPane }) => tmuxPane);
  return failed(
    failure(
      'refused_foreign',
      `${deed} ${which.join(', ')} is refused: panectl did not make ${which.length > 1 ? 'them' : 'it'}`,
      hintFor(scope),
      { panes: which },
    ),
  );
};

export const isForced = (scope: CallScope, force: boolean): boolean => force && scope.actor.kind !== 'rule';

/** The caller's own pane, or the panel's. */
export const isSelf = (house: House, scope: CallScope, pane: PaneState): boolean =>
  (scope.actor.kind !== 'rule' && pane.tmuxPane === scope.caller.tmuxPane) ||
  isPanel(house.store.getState(), pane);

export const refusedSelf = (scope: CallScope, pane: PaneState, deed: Deed) =>
  failure(
    'refused_self',
    pane.tmuxPane === scope.caller.tmuxPane
      ? `${deed} ${pane.tmuxPane} is refused: it is the pane this call comes from`
      : `${deed} ${pane.tmuxPane} is refused: it is the panel's`,
    hintFor(scope),
    { panes: [pane.tmuxPane] },
  );

export const hintFor = (scope: CallScope): string =>
  scope.actor.kind === 'rule' ? 'a rule can not force' : 'with --force it is done all the same';
