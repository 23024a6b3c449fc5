import { scanLinux } from '../../metrics/scan-linux.ts';
import { scanPs } from '../../metrics/scan-ps.ts';
import { createForest } from '../../metrics/tree.ts';
import { commandOf } from '../../store/command.ts';
import type { PaneState } from '../../store/state.ts';
import type { House } from '../house.ts';

/** SIGTERM for every process of the pane's tree, then waits until the pane has died or gone, at most so long. */
export const askTreeToEnd = async (
  house: House,
  pane: PaneState,
  graceMs: number,
  signal: AbortSignal,
): Promise<void> => {
  const { tmuxPane, pid } = pane;
  if (pid === null || pane.dead) return;
  const { processes } = process.platform === 'linux' ? scanLinux() : await scanPs(Date.now());
  // Children first: a shell that has lost its child would otherwise go on to its next line.
  const members = createForest(processes)(pid).toReversed();
  for (const member of members) send(member.pid, 'SIGTERM');
  // An interactive shell ignores SIGTERM (bash(1), "SIGNALS"). A command would die of SIGHUP before its own handler ran.
  if (commandOf(pane) === null) send(pid, 'SIGHUP');
  await house.until(({ panes }) => panes[tmuxPane]?.dead !== false, graceMs, signal);
};

const send = (pid: number, name: 'SIGTERM' | 'SIGHUP'): void => {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended since we looked.
  }
};
