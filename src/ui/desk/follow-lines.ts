import type { StoreApi } from 'zustand/vanilla';
import { linesWanted } from '../format/chart-scope.ts';
import type { DeskOptions, DeskState } from './desk.ts';
import { emptyLog } from './line-log.ts';
import { rowsOf } from './world.ts';

/** Asks for lines only while they are looked at; for others when the scope changes, and again on a new connection. */
export const followLines = (
  store: StoreApi<DeskState>,
  { door, session }: Pick<DeskOptions, 'door' | 'session'>,
): (() => void) => {
  let asked: string | null = null;
  let id = 0;
  return () => {
    const { ui, link, state } = store.getState();
    const isLive = link.kind === 'live';
    const rowOf = () => rowsOf(state, ui, session)[ui.focusIndex] ?? null;
    const isSeen = isLive && ui.view === 'logs';
    const wanted = isSeen
      ? linesWanted(ui.lines.scope, { state, row: rowOf(), marked: ui.marked, session })
      : null;
    const key = wanted === null ? null : JSON.stringify(wanted);
    if (key === asked) return;
    asked = key;
    if (!isLive) return;
    id += 1;
    store.setState({ lineLog: emptyLog(id) });
    door.follow(id, wanted);
  };
};
