import { readFile } from 'node:fs';
import { join } from 'node:path';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { readProcessMark } from '../../domain/process-mark.ts';
import { shellsAtPrompt } from '../../metrics/prompt.ts';
import type { House } from '../house.ts';
import { acknowledge } from './record-panes.ts';

export type GapHouse = Pick<House, 'outputs' | 'execs' | 'ackFolder' | 'store' | 'foreground'>;

/** What is printed at all has come by then. */
const QUIET_MS = 300;

/**
 * The end of a command may have been in the gap. A leader writes its code to a file before it prints its mark, so the
 * code is known all the same. A shell does not: that its command has ended is seen, with what code is not.
 */
export const lookAfterGap = (
  house: GapHouse,
  tmuxPane: TmuxPaneId,
  atPrompt: AtPrompt = shellsAtPrompt,
): void => {
  const mark = readProcessMark(house.store.getState().panes[tmuxPane]?.mark ?? null);
  if (mark === null) return;
  if (mark.kind === 'leader') lookAtLeader(house, tmuxPane, mark.nonce);
  else lookAtShell(house, tmuxPane, atPrompt);
};

/** How far a pane's output has come: the same again means that nothing was printed. */
export const placeIn = ({ outputs }: Pick<House, 'outputs'>, tmuxPane: TmuxPaneId): string => {
  const output = outputs.of(tmuxPane);
  return output === null ? '' : `${output.record.nextCursor} ${output.pending}`;
};

/** What still comes is read first; a pane that goes on printing is looked at again by `leader-ends.ts`. */
const lookAtLeader = (house: GapHouse, tmuxPane: TmuxPaneId, nonce: string): void => {
  const place = placeIn(house, tmuxPane);
  const look = (): void => {
    if (placeIn(house, tmuxPane) === place) endOfLeader(house, tmuxPane, nonce);
  };
  setTimeout(look, QUIET_MS).unref();
};

/** The end as the leader's file has it, if it is there and nobody knows of the end yet; the leader may go then. */
export const endOfLeader = (house: GapHouse, tmuxPane: TmuxPaneId, nonce: string): void => {
  readFile(join(house.ackFolder, `${nonce}.end`), 'utf8', (error, text) => {
    const code = error === null ? readCode(text) : null;
    // The mark may have come after all, or a new process runs in the pane by now.
    const now = readProcessMark(house.store.getState().panes[tmuxPane]?.mark ?? null);
    if (code === null || now?.nonce !== nonce) return;
    const cursor = house.outputs.of(tmuxPane)?.record.nextCursor ?? 0;
    if (house.execs.running(tmuxPane) !== null) house.execs.tell(tmuxPane, { kind: 'ended', code }, cursor);
    // Also one whose end is known already: it still waits for its leave.
    acknowledge(house, tmuxPane);
  });
};

const readCode = (text: string): number | null => {
  const match = /^(\d{1,3})\s/.exec(text);
  return match === null ? null : Number(match[1]);
};

/**
 * A shell that edits a line has ended what it ran, whatever of its marks was missed. One that has the terminal and does
 * not edit is at work itself (`read`), and a child that has it will be followed by an end mark.
 */
const lookAtShell = (house: GapHouse, tmuxPane: TmuxPaneId, atPrompt: AtPrompt, looks = LOOKS): void => {
  const exec = house.execs.running(tmuxPane);
  if (exec === null || house.outputs.of(tmuxPane)?.shell?.phase !== 'running') return;
  const place = placeIn(house, tmuxPane);
  const isSame = (): boolean =>
    house.execs.running(tmuxPane)?.exec_id === exec.exec_id &&
    house.outputs.of(tmuxPane)?.shell?.phase === 'running';
  const look = async (): Promise<void> => {
    const pid = house.store.getState().panes[tmuxPane]?.pid ?? null;
    if (!isSame() || pid === null || house.foreground(pid) !== 'root') return;
    const isAtPrompt = placeIn(house, tmuxPane) === place && (await atPrompt([pid])).has(pid);
    if (!isSame()) return;
    if (isAtPrompt && placeIn(house, tmuxPane) === place) comeToPrompt(house, tmuxPane);
    else if (looks > 1) lookAtShell(house, tmuxPane, atPrompt, looks - 1);
  };
  setTimeout(() => void look(), QUIET_MS).unref();
};

type AtPrompt = (pids: readonly number[]) => Promise<ReadonlySet<number>>;

/** A shell that comes to its prompt only now says so itself; this is for one that was there, or drew something. */
const LOOKS = 10;

const comeToPrompt = ({ outputs, execs }: GapHouse, tmuxPane: TmuxPaneId): void => {
  const output = outputs.of(tmuxPane);
  output?.presumeReady();
  execs.tell(tmuxPane, { kind: 'ready' }, output?.record.nextCursor ?? 0);
};
