import type { DependencyState, NotStarted } from '../../commands/linking-port.ts';
import type { SessionDependency } from '../../domain/dependency.ts';
import type { CallScope, House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { onMade } from '../session-file/unfinished.ts';
import { waitFor } from '../waits/wait.ts';
import { stateOf } from './depends.ts';

/**
 * Waits until everything that a session depends on is so; null then. It ends at once where something can not come to be
 * any more. Other calls make what this one waits for, so it must not be within a change.
 */
export const awaitSessions = async (
  house: House,
  { signal }: Pick<CallScope, 'signal'>,
  session: string,
  dependencies: readonly SessionDependency[],
  timeoutMs: number,
): Promise<NotStarted | null> => {
  if (dependencies.length === 0) return null;
  await knownState(house);
  const look = (): readonly DependencyState[] => dependencies.map((each) => stateOf(house, each));
  const late = (): NotStarted => notStarted(session, 'timeout', look());
  return waitFor<NotStarted | null>({
    ...{ timeoutMs, signal, expired: late, abandoned: late },
    start: (settle) => {
      const check = (): void => {
        const states = look();
        if (states.some(({ state }) => state === 'impossible')) settle(notStarted(session, 'failed', states));
        else if (states.every(({ state }) => state === 'fulfilled')) settle(null);
      };
      const ends = [house.onChange(check), onMade(house, check)];
      check();
      return () => {
        for (const end of ends) end();
      };
    },
  });
};

const notStarted = (
  session: string,
  outcome: NotStarted['outcome'],
  depends_on: readonly DependencyState[],
): NotStarted => {
  const decisive = depends_on.filter(({ state }) => outcome === 'timeout' || state === 'impossible');
  const reason = decisive.flatMap(({ reason }) => reason ?? []).join('; ');
  return { session, outcome, reason, depends_on };
};
