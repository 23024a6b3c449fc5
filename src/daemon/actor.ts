import type { Actor } from '../domain/actor.ts';
import type { Caller } from '../protocol/call.ts';

/** Who makes a call: what the caller says it is, its name, and the pane that it sits in. */
export const actorOf = ({ kind, name, tmuxPane }: Caller): Actor => ({ kind, name, tmux_pane: tmuxPane });
