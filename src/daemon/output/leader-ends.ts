import { readdir } from 'node:fs';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { readProcessMark } from '../../domain/process-mark.ts';
import { endOfLeader, type GapHouse, placeIn } from './after-gap.ts';

const INTERVAL_MS = 1_000;
/** Output that tmux still keeps for us is younger than that, or the pane is paused (see `flow.ts`). */
const QUIET_LOOKS = 4;

interface Seen {
  readonly looks: number;
  readonly place: string;
}

/**
 * Looks once a second, while a leader's command runs, for codes whose mark has not come: it was printed in a gap, or
 * before anybody knew the pane. The mark comes behind all output, so the file counts only when nothing came for long.
 */
export const watchLeaderEnds = (house: GapHouse): { dispose(): void } => {
  let found: ReadonlyMap<string, Seen> = new Map();
  const look = (): void => {
    const leaders = leadersOf(house);
    if (leaders.length === 0) return;
    // As it was before the reading: output that comes while a slow disk is read belongs to the next look.
    const places = new Map(leaders.map(({ tmuxPane }) => [tmuxPane, placeIn(house, tmuxPane)]));
    readdir(house.ackFolder, (error, names) => {
      const ended = new Set(error === null ? names : []);
      const next = new Map<string, Seen>();
      for (const { tmuxPane, nonce } of leaders) {
        if (!ended.has(`${nonce}.end`)) continue;
        const place = places.get(tmuxPane) ?? '';
        const before = found.get(nonce);
        const looks = before?.place === place ? before.looks + 1 : 1;
        next.set(nonce, { looks, place });
        if (looks >= QUIET_LOOKS) endOfLeader(house, tmuxPane, nonce);
      }
      found = next;
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
