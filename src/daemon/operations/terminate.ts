import { commandOf } from '../../store/command.ts';
import type { PaneState } from '../../store/state.ts';
import type { House } from '../house.ts';
import { sendSignal, treeFromLeaves } from './signal-tree.ts';

/** SIGTERM for every process of the pane's tree, then waits until the pane has died or gone, at most so long. */
export const askTreeToEnd = async (
  house: House,
  pane: PaneState,
  graceMs: number,
  signal: AbortSignal,
): Promise<void> => {
  const { tmuxPane, pid } = pane;
  if (pid === null || pane.dead) return;
  for (const member of await treeFromLeaves(pid)) sendSignal(member, 'SIGTERM');
  // An interactive shell ignores SIGTERM (bash(1), "SIGNALS"). A command would die of SIGHUP before its own handler ran.
  if (commandOf(pane) === null) sendSignal(pid, 'SIGHUP');
  await house.until(({ panes }) => panes[tmuxPane]?.dead !== false, graceMs, signal);
};
