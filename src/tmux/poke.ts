import { readFileSync, statSync } from 'node:fs';
import type { Observation } from '../domain/observation.ts';

/**
 * tmux built with utempter loses SIGCHLD: utempter's helper swaps the handler for a moment (tmux#4559, fixed in 3.6).
 * Such a pane stands dead without a status, a zombie, until the next signal. Sending one is harmless: the server's
 * handler reaps whatever there is.
 */
export const pokeServer = (pid: number): void => {
  if (!isOurTmux(pid)) return;
  try {
    process.kill(pid, 'SIGCHLD');
  } catch {
    // It has gone since; the connection will notice.
  }
};

/** Never a stranger's process: the pid is tmux's own word, and it may have ended and been given away. */
const isOurTmux = (pid: number): boolean => {
  try {
    const isOurs = statSync(`/proc/${pid}`).uid === process.getuid?.();
    return isOurs && readFileSync(`/proc/${pid}/comm`, 'latin1').startsWith('tmux');
  } catch {
    return false;
  }
};

/** A pane whose process has ended and whose status tmux has not collected. */
export const hasUnreapedPane = (observation: Observation): boolean =>
  observation.panes.some((pane) => pane.dead && pane.deadStatus === null && pane.deadSignal === null);
