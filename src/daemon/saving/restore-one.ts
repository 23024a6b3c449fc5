import type { RestoredSession } from '../../commands/saving-port.ts';
import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { CallScope, House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { sessionExists, sessionNamed } from '../operations/session-begin.ts';
import { type Made, makeSession } from '../session-file/create.ts';
import { standAgain } from '../session-file/stand-again.ts';
import { interruptedMaking, unfinished } from '../session-file/unfinished.ts';
import { removeIfHalf } from './half-restored.ts';
import { holdCommands } from './held-commands.ts';
import { type RestorePlan, reportOf, withoutCommands } from './restore-plan.ts';
import { restoreTwin } from './restore-twin.ts';

/** `session_exists` where somebody else was faster. */
export const restoreOne = async (
  house: House,
  scope: CallScope,
  plan: RestorePlan,
): Promise<Result<RestoredSession>> => {
  const twin = await restoreTwin(house, plan);
  if (twin !== null) return twin;
  const { loaded, blueprint, policy } = plan;
  const isRun = policy === 'auto';
  const built = isRun ? blueprint : withoutCommands(blueprint);
  const hold = isRun ? null : ({ panes }: Made) => holdCommands(house, plan, panes);
  const made = await makeSession(house, scope, loaded, built, false, isRun ? 'run' : 'held', hold);
  if (!made.ok) return orAlive(house, plan, made);
  await standAgain(house, plan, made.value);
  if (!isRun) {
    // What is held is news for the next snapshot, and for nobody else.
    const { sessionId } = made.value;
    house.store.apply([{ kind: 'session.changed', sessionId, patch: {} }]);
  }
  return success(reportOf(plan, made.value, null));
};

/** Of two calls at once the slower one may hear of the other's rules first. */
const orAlive = async (
  house: House,
  { blueprint: { name } }: RestorePlan,
  made: Result<never>,
): Promise<Result<never>> => {
  const isOther = !made.ok && (made.failure.code === 'rule_exists' || made.failure.code === 'session_exists');
  const isExplained = !made.ok && made.failure.data.unfinished !== undefined;
  return isOther && !isExplained && (await isThere(house, name)) ? failed(alive(name)) : made;
};

/** What half of it an earlier daemon left is taken away first. */
export const isThere = async (house: House, name: string): Promise<boolean> => {
  const there = sessionNamed(await knownState(house), name);
  if (there === null) return false;
  await removeIfHalf(house, there);
  return sessionNamed(await knownState(house), name) !== null;
};

/** One that an earlier daemon did not finish is explained. */
export const whyNot = async (house: House, name: string): Promise<Failure> => {
  const there = sessionNamed(await knownState(house), name);
  const path = there === null ? null : await interruptedMaking(house, there);
  return path === null ? alive(name) : unfinished(name, path);
};

export const ALIVE = 'it is alive';

const alive = (name: string) => ({
  ...sessionExists(name),
  ...failure(
    'session_exists',
    `there is a session ${JSON.stringify(name)} already, and what is alive is never touched`,
    'end or rename it first; panectl session-create NAME --file FILE makes another one of it',
    { session: name },
  ),
});
