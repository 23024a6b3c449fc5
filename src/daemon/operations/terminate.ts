import type { ExecEndedBy } from '../../domain/exec.ts';
import { readProcessMark } from '../../domain/process-mark.ts';
import type { StopWay } from '../../domain/service.ts';
import { commandOf } from '../../store/command.ts';
import type { PaneState } from '../../store/state.ts';
import type { House } from '../house.ts';
import { sendSignal, signalTree, treeFromLeaves } from './signal-tree.ts';

/** Where nobody said how: as `kill` does it. */
export const TERMINATE = { keys: [], signal: 'TERM' } as const;

/** After a kill there is only its end to be noticed. */
const AFTER_KILL_MS = 5_000;

/**
 * Asks what runs in the pane to end, by keys or a signal, waits until it has, at most for the grace, and kills what is
 * left. The pane itself is for the caller. `by` is what its exec will say of its end.
 */
export const endProcesses = async (
  house: House,
  pane: PaneState,
  { keys, signal, grace }: StopWay,
  by: ExecEndedBy,
  abort: AbortSignal,
): Promise<void> => {
  const { tmuxPane, pid } = pane;
  if (pid === null || pane.dead) return;
  house.execs.doom(tmuxPane, by);
  if (keys.length > 0) await house.tmux.command('send-keys', '-t', tmuxPane, '--', ...keys);
  else await signalPane(pane, pid, signal ?? TERMINATE.signal);
  const isOver = (): boolean => {
    const now = house.store.getState().panes[tmuxPane];
    return now?.dead !== false || (keys.length > 0 && house.execs.running(tmuxPane) === null);
  };
  if (await house.until(isOver, grace, abort)) return;
  if (house.store.getState().panes[tmuxPane]?.pid !== pid) return;
  await signalTree(pid, 'SIGKILL');
  if (commandOf(pane) !== null) await house.until(isOver, AFTER_KILL_MS, abort);
};

/** A leader outlives its command, so that it can tell how that ended: signals are for the others. */
const signalPane = async (pane: PaneState, pid: number, name: string): Promise<void> => {
  const signal = SIGNALS.get(name);
  if (signal === undefined) return;
  const isLed = readProcessMark(pane.mark)?.kind === 'leader';
  for (const member of await treeFromLeaves(pid)) if (member !== pid || !isLed) sendSignal(member, signal);
  // An interactive shell ignores SIGTERM (bash(1), "SIGNALS"). A command would die of SIGHUP before its own handler ran.
  if (commandOf(pane) === null) sendSignal(pid, 'SIGHUP');
};

const SIGNALS: ReadonlyMap<string, NodeJS.Signals> = new Map([
  ['TERM', 'SIGTERM'],
  ['INT', 'SIGINT'],
  ['QUIT', 'SIGQUIT'],
  ['HUP', 'SIGHUP'],
  ['KILL', 'SIGKILL'],
  ['USR1', 'SIGUSR1'],
  ['USR2', 'SIGUSR2'],
]);
