import { rm } from 'node:fs';
import { join } from 'node:path';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { readProcessMark } from '../../domain/process-mark.ts';
import type { StoreChange } from '../../store/daemon-store.ts';
import type { StoreEvent } from '../../store/event.ts';
import type { State } from '../../store/state.ts';
import type { House } from '../house.ts';

/**
 * A leader that is let go takes its files along. One that left by itself in that moment, or was killed, has left them
 * there, and nobody would look for them before the next daemon: they go when it is seen to be gone, and how its command
 * ended is known.
 */
export const removeLeaderFiles = (house: Pick<House, 'store' | 'execs' | 'ackFolder'>): (() => void) =>
  house.store.subscribe((change) => {
    for (const tmuxPane of new Set(change.events.flatMap(perhapsGone))) {
      const nonce = goneLeader(change, tmuxPane);
      // Whoever learns the command's end from this change is told of it first.
      if (nonce !== null) setImmediate(() => remove(house, tmuxPane, nonce));
    }
  });

const perhapsGone = (event: StoreEvent): readonly TmuxPaneId[] => {
  if (event.kind === 'pane.vanished') return [event.tmuxPane];
  if (event.kind !== 'pane.changed') return [];
  const { dead, deadStatus, deadSignal, mark } = event.patch;
  const isPerhaps = [dead, deadStatus, deadSignal, mark].some((value) => value !== undefined);
  return isPerhaps ? [event.tmuxPane] : [];
};

/** Null where none was, or it is still there. */
const goneLeader = ({ previous, state }: StoreChange, tmuxPane: TmuxPaneId): string | null => {
  const nonce = leaderIn(previous, tmuxPane);
  const isThere = state.panes[tmuxPane]?.dead === false && leaderIn(state, tmuxPane) === nonce;
  return isThere ? null : nonce;
};

const leaderIn = ({ panes }: State, tmuxPane: TmuxPaneId): string | null => {
  const process = readProcessMark(panes[tmuxPane]?.mark ?? null);
  return process?.kind === 'leader' ? process.nonce : null;
};

const remove = (
  { store, execs, ackFolder }: Pick<House, 'store' | 'execs' | 'ackFolder'>,
  tmuxPane: TmuxPaneId,
  nonce: string,
): void => {
  // What runs may be the next one's in the same pane.
  if (execs.running(tmuxPane) !== null && leaderIn(store.getState(), tmuxPane) === nonce) return;
  for (const name of [nonce, `${nonce}.end`]) rm(join(ackFolder, name), { force: true }, () => {});
};
