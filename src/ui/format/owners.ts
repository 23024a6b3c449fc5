import type { PaneState } from '../../store/state.ts';
import type { TreeRow } from './tree.ts';

/** Who made a pane, as short as it can be told; empty for a person's pane. The pane of a panel says nothing. */
export const ownerText = ({ owner }: Pick<PaneState, 'owner'>): string => {
  if (owner === null) return '';
  return owner.name ?? (owner.kind === 'panel' ? owner.kind : (owner.tmux_pane ?? owner.kind));
};

/** Whether it says anything to tell the owners of these rows. */
export const hasSeveralOwners = (rows: readonly TreeRow[]): boolean => {
  const owners = rows.flatMap((row) => (row.kind === 'pane' ? [row.pane] : row.panes)).map(ownerText);
  return new Set(owners.filter((owner) => owner !== '')).size > 1;
};
