import type { Exec } from '../../domain/exec.ts';
import type { ExecId } from '../../domain/ids.ts';
import type { House } from '../house.ts';
import { waitFor } from './wait.ts';

type ExecHouse = Pick<House, 'onChange'> & {
  readonly store: Pick<House['store'], 'getState'>;
  readonly journal: Pick<House['journal'], 'execs'>;
};

/** The store has the execs of panes that are there, the journal those of all times. */
export const findExec = ({ store, journal }: ExecHouse, execId: ExecId): Exec | null =>
  store.getState().execs[execId] ?? journal.execs({ execId, limit: 1 }).execs[0] ?? null;

/** The exec when it has ended, or as it is when the time is up or nobody waits any more. */
export const untilEnded = (
  house: ExecHouse,
  exec: Exec,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Exec> =>
  waitFor<Exec>({
    timeoutMs,
    signal,
    expired: () => findExec(house, exec.exec_id) ?? exec,
    abandoned: () => exec,
    start: (settle) => {
      const look = (): void => {
        // While it runs the store has it; asking the journal after each change would read the disk each time.
        const now = house.store.getState().execs[exec.exec_id] ?? findExec(house, exec.exec_id);
        if (now !== null && now.outcome !== 'running') settle(now);
      };
      const end = house.onChange(look);
      look();
      return end;
    },
  });
