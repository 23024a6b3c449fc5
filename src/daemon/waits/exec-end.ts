import type { Exec } from '../../domain/exec.ts';
import type { ExecId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { House } from '../house.ts';
import { serverGone } from './server-gone.ts';
import { waitFor } from './wait.ts';

type ExecHouse = Pick<House, 'onChange'> & {
  readonly store: Pick<House['store'], 'getState'>;
  readonly journal: Pick<House['journal'], 'execs'>;
};

/** The store has the execs of panes that are there, the journal those of all times. */
export const findExec = ({ store, journal }: ExecHouse, execId: ExecId): Exec | null =>
  store.getState().execs[execId] ?? journal.execs({ execId, limit: 1 }).execs[0] ?? null;

/**
 * The exec when it has ended, or as it is when the time is up or nobody waits any more. A failure when its tmux server
 * goes before that.
 */
export const untilEnded = (
  house: ExecHouse,
  exec: Exec,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Result<Exec>> =>
  waitFor<Result<Exec>>({
    timeoutMs,
    signal,
    expired: () => success(findExec(house, exec.exec_id) ?? exec),
    abandoned: () => success(exec),
    start: (settle) => {
      const look = (): void => {
        // While it runs the store has it; asking the journal after each change would read the disk each time.
        const state = house.store.getState();
        const now = state.execs[exec.exec_id] ?? findExec(house, exec.exec_id);
        const gone = serverGone(state);
        if (now !== null && now.outcome !== 'running') settle(success(now));
        else if (gone !== null) settle(failed(gone));
      };
      const end = house.onChange(look);
      look();
      return end;
    },
  });
