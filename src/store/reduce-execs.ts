import type { Exec } from '../domain/exec.ts';
import { type ExecId, ordinalOf, type TmuxPaneId } from '../domain/ids.ts';
import type { State } from './state.ts';

/** Keeps the running and the newest exec of the pane; older ones are in the journal. A pane that is gone has none. */
export const withExec = (state: State, exec: Exec): State => {
  if (state.panes[exec.tmux_pane] === undefined) return state;
  const execs: Record<ExecId, Exec> = { ...state.execs, [exec.exec_id]: exec };
  const ofPane = Object.values(execs).filter(({ tmux_pane }) => tmux_pane === exec.tmux_pane);
  const newest = Math.max(...ofPane.map(({ exec_id }) => ordinalOf(exec_id)));
  for (const { exec_id, outcome } of ofPane)
    if (outcome !== 'running' && ordinalOf(exec_id) < newest) delete execs[exec_id];
  return { ...state, execs };
};

export const withoutExecsOf = (state: State, tmuxPane: TmuxPaneId): State => {
  const gone = Object.values(state.execs).filter(({ tmux_pane }) => tmux_pane === tmuxPane);
  if (gone.length === 0) return state;
  const execs: Record<ExecId, Exec> = { ...state.execs };
  for (const { exec_id } of gone) delete execs[exec_id];
  return { ...state, execs };
};
