import type { Actor } from '../../domain/actor.ts';

/**
 * Whether `owner` is this actor: by the name where the actor has one, else by the pane that it sits in. What a caller
 * made with a session file is the caller's.
 */
export const isMine = (owner: Actor | null, actor: Actor): boolean => {
  if (owner === null) return false;
  if (actor.name !== null) return owner.name === actor.name;
  if (owner.name !== null) return false;
  const isAlike = actor.tmux_pane !== null || owner.kind === actor.kind || owner.kind === 'file';
  return owner.tmux_pane === actor.tmux_pane && isAlike;
};
