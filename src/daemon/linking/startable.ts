import type * as z from 'zod';
import type { NotStarted } from '../../commands/linking-port.ts';
import type { sessionCreateInput } from '../../commands/sessions.ts';
import type { SessionDependency } from '../../domain/dependency.ts';
import type { CallScope, House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { sessionNamed } from '../operations/session-begin.ts';
import { awaitSessions } from './await-sessions.ts';
import { dependenciesOf } from './depends.ts';

/**
 * Waits for what a session that is to be made depends on: what its file says, and what was recorded. A session that is
 * there waits for nothing: whoever makes it is told so at once.
 */
export const untilStartable = async (
  house: House,
  scope: CallScope,
  { session, timeout }: Pick<z.output<typeof sessionCreateInput>, 'session' | 'timeout'>,
  own: readonly SessionDependency[],
): Promise<NotStarted | null> => {
  if (sessionNamed(await knownState(house), session) !== null) return null;
  const said = new Set(own.map(({ on }) => on));
  const recorded = dependenciesOf(house, session).filter(({ on }) => !said.has(on));
  return awaitSessions(house, scope, session, [...own, ...recorded], timeout);
};
