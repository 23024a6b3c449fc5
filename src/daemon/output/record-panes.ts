import { writeFile } from 'node:fs';
import { join } from 'node:path';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { readProcessMark } from '../../domain/process-mark.ts';
import type { StoreChange } from '../../store/daemon-store.ts';
import type { PaneState } from '../../store/state.ts';
import type { House } from '../house.ts';

/** Keeps the records of output in step with the panes of the store. */
export const recordPanes = ({ outputs }: Pick<House, 'outputs'>, { events, state }: StoreChange): void => {
  for (const event of events) {
    if (event.kind === 'pane.appeared') adopt(outputs, event.pane);
    else if (event.kind === 'pane.vanished') outputs.drop(event.tmuxPane);
    else if (
      event.kind === 'pane.changed' &&
      (event.patch.mark !== undefined || event.patch.width !== undefined)
    ) {
      const pane = state.panes[event.tmuxPane];
      if (pane !== undefined) adopt(outputs, pane);
    }
  }
};

const adopt = (outputs: House['outputs'], { tmuxPane, mark, cursor, width }: PaneState): void => {
  const process = readProcessMark(mark);
  outputs.adopt(tmuxPane, {
    nonce: process?.nonce ?? null,
    phase: process?.kind === 'leader' ? 'running' : 'starting',
    firstCursor: cursor,
    width,
  });
};

/** Takes what shells and leaders say about their commands to the exec tracker, and lets a leader go when it was read. */
export const followShells = (house: Pick<House, 'outputs' | 'execs' | 'ackFolder' | 'store'>): (() => void) =>
  house.outputs.listenToShells((tmuxPane, fact) => {
    house.execs.tell(tmuxPane, fact.fact, fact.cursor);
    if (fact.fact.kind === 'ended') acknowledge(house, tmuxPane);
  });

/**
 * The mark came behind all output, on the same way, so everything was read. Should the file not come about, the leader
 * leaves by itself after a while.
 */
export const acknowledge = (
  { ackFolder, store }: Pick<House, 'ackFolder' | 'store'>,
  tmuxPane: TmuxPaneId,
): void => {
  const process = readProcessMark(store.getState().panes[tmuxPane]?.mark ?? null);
  if (process?.kind === 'leader') writeFile(join(ackFolder, process.nonce), '', { mode: 0o600 }, () => {});
};
