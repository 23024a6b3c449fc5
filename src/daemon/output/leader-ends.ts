import { readdir } from 'node:fs';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { readProcessMark } from '../../domain/process-mark.ts';
import { endOfLeader, type GapHouse } from './after-gap.ts';

const INTERVAL_MS = 1_000;

/**
 * Looks once a second, while a leader's command runs, for codes whose mark has not come: it was printed in a gap, or
 * before anybody knew the pane, or while no daemon ran. One that is found twice is taken from the file.
 */
export const watchLeaderEnds = (house: GapHouse): { dispose(): void } => {
  let found: ReadonlySet<string> = new Set();
  const look = (): void => {
    const leaders = leadersOf(house);
    if (leaders.length === 0) return;
    readdir(house.ackFolder, (error, names) => {
      const ended = new Set(error === null ? names.filter((name) => name.endsWith('.end')) : []);
      for (const { tmuxPane, nonce } of leaders)
        if (ended.has(`${nonce}.end`) && found.has(`${nonce}.end`)) endOfLeader(house, tmuxPane, nonce);
      found = ended;
    });
  };
  const timer = setInterval(look, INTERVAL_MS).unref();
  return { dispose: () => clearInterval(timer) };
};

const leadersOf = ({
  store,
}: GapHouse): readonly { readonly tmuxPane: TmuxPaneId; readonly nonce: string }[] =>
  Object.values(store.getState().panes).flatMap(({ tmuxPane, mark, dead }) => {
    const process = dead ? null : readProcessMark(mark);
    return process?.kind === 'leader' ? [{ tmuxPane, nonce: process.nonce }] : [];
  });
