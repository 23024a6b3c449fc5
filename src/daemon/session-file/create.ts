import type { z } from 'zod';
import type { NotStarted } from '../../commands/linking-port.ts';
import type { sessionCreateInput } from '../../commands/sessions.ts';
import { failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionWithPanes } from '../../domain/session.ts';
import { withCaret } from '../../rules/session-file/source.ts';
import { describeSessionWithPanes } from '../../store/select.ts';
import type { CallScope, House } from '../house.ts';
import { untilStartable } from '../linking/startable.ts';
import { knownState } from '../operations/known-state.ts';
import { sessionExists, sessionNamed } from '../operations/session-begin.ts';
import { watchShell } from '../operations/shell-ready.ts';
import { rulesFromFile } from '../rules/from-file.ts';
import { type Blueprint, blueprintOf, type Facts } from './blueprint.ts';
import { buildSession, type Plans } from './build.ts';
import { type LoadedFile, loadSessionFile } from './load.ts';
import { greetShells } from './shells.ts';
import { standAgain } from './stand-again.ts';
import { interruptedMaking, type Restoring, unfinished } from './unfinished.ts';
import { variablesFor } from './variables.ts';

type Input = z.output<typeof sessionCreateInput>;

const SIZE = { width: 200, height: 50 };

/**
 * `session-create --file`: all of the file is checked first, then everything is built, and only then something runs.
 * What was made is removed again when something fails on the way. Answers when each shell has taken its last line, or
 * after a while: what is left is typed all the same.
 */
export const createSessionFromFile = async (
  house: House,
  caller: CallScope,
  input: Input & { readonly file: string },
): Promise<Result<SessionWithPanes | NotStarted>> => {
  const scope = scopeOfFile(caller);
  const loaded = await loadSessionFile(input.file, caller.caller.cwd);
  if (!loaded.ok) return loaded;
  const blueprint = await plan(house, scope, loaded.value, input);
  if (!blueprint.ok) return blueprint;
  const late = await untilStartable(house, caller, input, blueprint.value.dependsOn);
  if (late !== null) return success(late);
  const made = await makeSession(house, scope, loaded.value, blueprint.value, input.if_missing);
  if (!made.ok) return made;
  await standAgain(house, { loaded: loaded.value, blueprint: blueprint.value }, made.value);
  return answer(house, made.value.sessionId);
};

/** Everything that was planned, with its shells ready; `panes` is empty for a session that is there already. */
export const makeSession = async (
  house: House,
  scope: CallScope,
  loaded: LoadedFile,
  blueprint: Blueprint,
  ifMissing: boolean,
  restoring: Restoring | null = null,
): Promise<Result<Made>> => {
  const shells = blueprint.windows
    .flatMap(({ panes }) => panes)
    .filter(({ command }) => command === null)
    .map(() => watchShell(house));
  const made = await house.change(() =>
    makeUnlessThere(house, scope, { loaded, blueprint, restoring }, ifMissing),
  );
  house.journal.flush();
  if (made.ok && made.value.panes.length > 0)
    await greetShells(house, scope, { ...made.value, shells, source: loaded.source });
  for (const watch of shells) watch.end();
  return made;
};

/** What a file makes belongs to whoever loads it. What a rule's action may not do, its file may not either. */
export const scopeOfFile = (scope: CallScope): CallScope =>
  scope.actor.kind === 'rule'
    ? scope
    : { ...scope, actor: { ...scope.actor, kind: 'file' }, owner: { ...scope.owner, kind: 'file' } };

const plan = async (
  house: House,
  scope: CallScope,
  loaded: LoadedFile,
  input: Input,
): Promise<Result<Blueprint>> => {
  const facts = await factsFor(house, scope, loaded);
  return blueprintOf(loaded, input, input.size === undefined ? facts : { ...facts, size: input.size });
};

export const factsFor = async (house: House, scope: CallScope, { file }: LoadedFile): Promise<Facts> => ({
  callerCwd: scope.caller.cwd,
  size: file.saved?.size ?? SIZE,
  variables: await variablesFor(house, scope),
  dependencies: house.journal.dependencies(),
  isLenient: false,
});

export type Made = Pick<Parameters<typeof greetShells>[2], 'sessionId' | 'panes'>;

const makeUnlessThere = async (
  house: House,
  scope: CallScope,
  plans: Omit<Plans, 'rules'>,
  ifMissing: boolean,
): Promise<Result<Made>> => {
  const { loaded, blueprint } = plans;
  const { name } = blueprint;
  const rules = rulesFromFile(house).plan(name, loaded.file.rules, loaded.file.saved?.rules);
  if (!rules.ok) return failed(withCaret(loaded.source, rules.failure));
  const there = sessionNamed(await knownState(house), name);
  if (there === null) return buildSession(house, scope, { ...plans, rules: rules.value });
  const path = await interruptedMaking(house, there);
  if (path !== null) return failed(unfinished(name, path));
  return ifMissing ? success({ sessionId: there, panes: [] }) : failed(sessionExists(name));
};

const answer = (house: House, sessionId: SessionId): Result<SessionWithPanes> => {
  const session = describeSessionWithPanes(house.store.getState(), sessionId, { all: false });
  return session === null
    ? failed(failure('session_not_found', 'the session has just gone'))
    : success(session);
};
