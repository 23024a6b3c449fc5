import type { Observation, ObservedPane } from '../domain/observation.ts';
import { readProcessMark } from '../domain/process-mark.ts';

/** tmux tells of changes in bursts; a name that is so old is good enough. */
const FRESH_MS = 500;

/**
 * tmux names what has the terminal, and in the pane of a command that is its leader, a shell of ours. Here the command's
 * own program gets the name; the leader keeps it where nothing runs any more.
 */
export const createPrograms = (newestProgram: (pid: number) => string | null) => {
  let known = new Map<number, { readonly name: string | null; readonly atMs: number }>();
  const nameOf = (pid: number, nowMs: number): { readonly name: string | null; readonly atMs: number } => {
    const former = known.get(pid);
    return former !== undefined && nowMs - former.atMs < FRESH_MS
      ? former
      : { name: newestProgram(pid), atMs: nowMs };
  };
  return (observation: Observation): Observation => {
    const nowMs = performance.now();
    const names: typeof known = new Map();
    const named = (pane: ObservedPane): ObservedPane => {
      if (pane.pid === null || pane.dead || readProcessMark(pane.mark)?.kind !== 'leader') return pane;
      const found = nameOf(pane.pid, nowMs);
      names.set(pane.pid, found);
      return found.name === null ? pane : { ...pane, process: found.name };
    };
    const panes = observation.panes.map(named);
    known = names;
    return { ...observation, panes };
  };
};
