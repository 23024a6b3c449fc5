import { PROTOCOL } from './message.ts';
import type { Place } from './place.ts';

/** Of what crosses the FIFOs; `bin/panectl` has both numbers in the name that it looks for. */
const FORMAT = 1;

/** Where callers without Node meet the daemon of a place: a name that `sh` makes without a process. Null: nowhere. */
export const shellDoorOf = ({ folder, tmuxSocket }: Place): string | null =>
  tmuxSocket.includes('%') ? null : `${folder}/${SHELL_DOOR}${tmuxSocket.replaceAll('/', '%')}`;

export const SHELL_DOOR = `door-${PROTOCOL}-${FORMAT}`;
