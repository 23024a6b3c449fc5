import { userInfo } from 'node:os';
import { connect } from '../../client/connection.ts';
import type { Caller } from '../../protocol/call.ts';
import { placeOf } from '../../protocol/place.ts';

type Dialled = Parameters<typeof connect>[0];

/** Connects a panel to the daemon of this tmux server, and starts one where none runs. */
export const dial = (
  { socketPath, caller }: { readonly socketPath: string; readonly caller: Caller },
  listener: Dialled['listener'],
): ReturnType<typeof connect> => {
  const { uid } = userInfo();
  return connect({
    place: placeOf(socketPath, uid),
    uid,
    env: process.env,
    caller: { ...caller, kind: 'panel' },
    listener,
  });
};
