import type { z } from 'zod';
import type { sessionCreateInput } from '../../commands/sessions.ts';
import { failure } from '../../domain/failure.ts';
import type { SessionId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionWithPanes } from '../../domain/session.ts';
import { withCaret } from '../../rules/session-file/source.ts';
import { describeSessionWithPanes } from '../../store/select.ts';
import type { CallScope, House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { sessionExists, sessionNamed } from '../operations/session-begin.ts';
import { watchShell } from '../operations/shell-ready.ts';
import { rulesFromFile } from '../rules/from-file.ts';
import { type Blueprint, blueprintOf } from './blueprint.ts';
import { buildSession } from './build.ts';
import { type LoadedFile, loadSessionFile } from './load.ts';
import { greetShells } from './shells.ts';
import { interruptedMaking, unfinished } from './unfinished.ts';
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
): Promise<Result<SessionWithPanes>> => {
  const scope = scopeOfFile(caller);
  const loaded = await loadSessionFile(input.file, caller.caller.cwd);
  if (!loaded.ok) return loaded;
  const blueprint = await plan(house, scope, loaded.value, input);
  if (!blueprint.ok) return blueprint;
  const shells = blueprint.value.windows
    .flatMap(({ panes }) => panes)
    .filter(({ command }) => command === null)
    .map(() => watchShell(house));
  const made = await house.change(() => makeUnlessThere(house, scope, loaded.value, blueprint.value, input));
  house.journal.flush();
  if (made.ok && made.value.panes.length > 0)
    await greetShells(house, scope, { ...made.value, shells, source: loaded.value.source });
  for (const watch of shells) watch.end();
  return made.ok ? answer(house, made.value.sessionId) : made;
};

/** What a file makes belongs to whoever loads it. What a rule's action may not do, its file may not either. */
const scopeOfFile = (scope: CallScope): CallScope =>
  scope.actor.kind === 'rule'
    ? scope
    : { ...scope, actor: { ...scope.actor, kind: 'file' }, owner: { ...scope.owner, kind: 'file' } };

const plan = async (
  house: House,
  scope: CallScope,
  loaded: LoadedFile,
  input: Input,
): Promise<Result<Blueprint>> => {
  const { server } = await knownState(house);
  const blueprint = await blueprintOf(loaded, input, {
    callerCwd: scope.caller.cwd,
    size: input.size ?? loaded.file.saved?.size ?? SIZE,
    variables: await variablesFor(house, scope),
    version: server?.version ?? null,
  });
  return blueprint;
};

type Made = Pick<Parameters<typeof greetShells>[2], 'sessionId' | 'panes'>;

const makeUnlessThere = async (
  house: House,
  scope: CallScope,
  loaded: LoadedFile,
  blueprint: Blueprint,
  input: Input,
): Promise<Result<Made>> => {
  const rules = rulesFromFile(house).plan(input.session, loaded.file.rules, loaded.file.saved?.rules);
  if (!rules.ok) return failed(withCaret(loaded.source, rules.failure));
  const there = sessionNamed(await knownState(house), input.session);
  if (there === null) return buildSession(house, scope, { loaded, blueprint, rules: rules.value });
  const path = await interruptedMaking(house, there);
  if (path !== null) return failed(unfinished(input.session, path));
  return input.if_missing ? success({ sessionId: there, panes: [] }) : failed(sessionExists(input.session));
};

const answer = (house: House, sessionId: SessionId): Result<SessionWithPanes> => {
  const session = describeSessionWithPanes(house.store.getState(), sessionId, { all: false });
  return session === null
    ? failed(failure('session_not_found', 'the session has just gone'))
    : success(session);
};
