import { TMUX_ACTOR } from '../../domain/actor.ts';
import type { Exec } from '../../domain/exec.ts';
import type { ExecRequest, House } from '../house.ts';

/** A row of the orchestration log for an exec's beginning, or for its end, by what it is now. */
export const logExec = (
  needs: Pick<House, 'log'>,
  exec: Exec,
  { actor, causedBy }: Pick<ExecRequest, 'actor' | 'causedBy'>,
  reason?: string,
): void => {
  const isRunning = exec.outcome === 'running';
  const { exec_id, command, outcome, exit_code, signal, ended_by } = exec;
  needs.log({
    type: isRunning ? 'exec.started' : 'exec.ended',
    session: exec.session,
    tmux_pane: exec.tmux_pane,
    pane_id: exec.pane_id,
    label: exec.label,
    actor: actor ?? exec.owner ?? TMUX_ACTOR,
    caused_by: causedBy,
    data: isRunning
      ? { exec_id, command }
      : {
          ...{ exec_id, outcome, exit_code, signal, ended_by, duration_ms: exec.duration_ms },
          ...(reason === undefined ? {} : { reason }),
        },
  });
};
