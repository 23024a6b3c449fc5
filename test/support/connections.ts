import { readFileSync } from 'node:fs';
import { placeOf } from '../../src/protocol/place.ts';

/**
 * How many clients the daemon of a tmux server has: its ends of their connections carry its socket's path, in state 03,
 * SS_CONNECTED (unix_seq_show in Linux).
 */
export const connectionsTo = (tmuxSocket: string): number => inState(tmuxSocket, '03');

/** How many it has not let in yet, as it is stopped: SS_CONNECTING. */
export const callersAt = (tmuxSocket: string): number => inState(tmuxSocket, '02');

const inState = (tmuxSocket: string, state: string): number => {
  const own = placeOf(tmuxSocket, process.getuid?.() ?? 0).socket;
  const lines = readFileSync('/proc/net/unix', 'utf8').split('\n');
  return lines.filter((line) => line.endsWith(` ${own}`) && line.split(/\s+/)[5] === state).length;
};
