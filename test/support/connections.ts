import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { placeOf } from '../../src/protocol/place.ts';
import { shellDoorOf } from '../../src/protocol/shell-door.ts';

/**
 * How many callers the daemon of a tmux server has, through either door. Its ends of connections carry its socket's path,
 * in state 03, SS_CONNECTED (unix_seq_show in Linux).
 */
export const connectionsTo = (tmuxSocket: string): number => inState(tmuxSocket, '03') + seatedAt(tmuxSocket);

/** How many it has not let in yet, as it is stopped: SS_CONNECTING; or as many as wait at the shell door. */
export const callersAt = (tmuxSocket: string): number => inState(tmuxSocket, '02') + seatedAt(tmuxSocket);

const placeOfOurs = (tmuxSocket: string) => placeOf(tmuxSocket, process.getuid?.() ?? 0);

const inState = (tmuxSocket: string, state: string): number => {
  const own = placeOfOurs(tmuxSocket).socket;
  const lines = readFileSync('/proc/net/unix', 'utf8').split('\n');
  return lines.filter((line) => line.endsWith(` ${own}`) && line.split(/\s+/)[5] === state).length;
};

/**
 * How many have asked at the shell door and wait for their answers: such a caller has the file for long ones as
 * descriptor 8, the last that it opens, and sleeps (proc(5): S), which it does nowhere else.
 */
const seatedAt = (tmuxSocket: string): number => {
  const door = shellDoorOf(placeOfOurs(tmuxSocket)) ?? '/';
  const isSeated = (pid: string): boolean =>
    linkOf(`/proc/${pid}/fd/8`).startsWith(`${door}/`) && stateOf(pid) === 'S';
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isSeated(pid)).length;
};

const stateOf = (pid: string): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat[stat.lastIndexOf(')') + 2];
  } catch {
    return undefined;
  }
};

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    // It has ended since we looked, or has no such descriptor.
    return '';
  }
};
