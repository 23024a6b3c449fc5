import type * as z from 'zod';
import type { sessionDependsInput } from '../../commands/linking.ts';
import type { Dependencies, DependencyState } from '../../commands/linking-port.ts';
import { findCycle, type SessionCondition, type SessionDependency } from '../../domain/dependency.ts';
import { failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import { sessionNameProblem } from '../../domain/names.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { conditionReason, sessionCondition } from '../../store/session-condition.ts';
import type { CallScope, House } from '../house.ts';
import { knownState, stateNow } from '../operations/known-state.ts';
import { locateSession } from '../operations/locate.ts';
import { sessionNamed } from '../operations/session-begin.ts';
import { isBuilding, isMaking } from '../session-file/unfinished.ts';
import { mergedDependencies, readOwnDependencies, writeOwnDependencies } from './own-dependencies.ts';

type Input = z.output<typeof sessionDependsInput>;

/** Records, removes or only lists what a session waits for before it starts. */
export const dependSession = async (
  house: House,
  scope: CallScope,
  { on, condition, remove, ...input }: Input,
): Promise<Result<Dependencies>> => {
  const named = await nameOf(house, scope, input.session);
  if (!named.ok) return named;
  const session = named.value;
  const living = sessionNamed(await knownState(house), session);
  const own = living === null ? [] : await readOwnDependencies(house, living, session);
  const left = remove ? own.filter((each) => on !== undefined && each.on !== on) : own;
  if (living !== null && left.length < own.length) {
    const written = await writeOwnDependencies(house, living, left);
    if (!written.ok) return written;
  }
  if (remove) removeDependencies(house, scope, session, on, own);
  else if (on !== undefined) {
    const cycle = findCycle(house.journal.dependencies(), session, on);
    if (cycle !== null) return failed(failure('usage', cycleText(cycle), HINT, { cycle }));
    recordDependency(house, scope, { session, on, condition });
  }
  const all = mergedDependencies(left, dependenciesOf(house, session));
  return success({ session, depends_on: all.map((each) => stateOf(house, each)) });
};

const HINT = 'session-depends <session> <on> --remove takes one out of the circle';

export const cycleText = (cycle: readonly string[]): string =>
  `no one of them could start: ${cycle.map((name) => JSON.stringify(name)).join(' waits for ')}`;

/** A name stays a name, whether there is such a session or not. */
const nameOf = async (house: House, scope: CallScope, text: string): Promise<Result<string>> => {
  if (sessionNamed(await knownState(house), text) !== null) return success(text);
  const problem = sessionNameProblem(text);
  if (problem === null) return success(text);
  if (text !== '.' && !text.startsWith('$')) return failed(failure('usage', problem));
  const found = await locateSession(house, scope, text);
  return found.ok ? success(found.value.name) : found;
};

export const dependenciesOf = (
  { journal }: Pick<House, 'journal'>,
  session: string,
): readonly SessionDependency[] => journal.dependencies().filter((each) => each.session === session);

/** Logged where it says something new. */
const recordDependency = (house: House, scope: CallScope, dependency: SessionDependency): void => {
  const { session, on, condition } = dependency;
  const known = dependenciesOf(house, session).find((each) => each.on === on);
  if (known?.condition === condition) return;
  house.journal.saveDependency(dependency);
  logDependency(house, scope, session, { on, condition });
};

const removeDependencies = (
  house: House,
  scope: CallScope,
  session: string,
  on: string | undefined,
  own: readonly SessionDependency[],
): void => {
  for (const each of mergedDependencies(own, dependenciesOf(house, session))) {
    if (on !== undefined && each.on !== on) continue;
    house.journal.removeDependency(each);
    logDependency(house, scope, session, { on: each.on, condition: null });
  }
};

const logDependency = (
  house: House,
  { actor, causedBy: caused_by }: CallScope,
  session: string,
  data: Readonly<Record<string, unknown>>,
): void =>
  void house.log({
    ...{ type: 'session.depends_set', session, tmux_pane: null, pane_id: null, label: null },
    ...{ actor, caused_by, data },
  });

/** While a session is made from its file, not all of it is there, and then not all that it runs has begun. */
export const stateOf = (house: House, { on, condition }: SessionDependency): DependencyState => {
  const state = stateNow(house);
  const sessionId = sessionNamed(state, on);
  const isUnfinished = sessionId !== null && isTooEarly(house, sessionId, condition);
  const standing = sessionCondition(state, on, condition);
  const now = isUnfinished && standing === 'fulfilled' ? 'pending' : standing;
  return { session: on, condition, state: now, reason: conditionReason(state, on, condition, now) };
};

const isTooEarly = (house: House, sessionId: SessionId, condition: SessionCondition): boolean =>
  condition === 'completed' ? isMaking(house, sessionId) : isBuilding(house, sessionId);
