import type * as z from 'zod';
import type { NotStarted } from '../../commands/linking-port.ts';
import type { sessionCreateInput } from '../../commands/sessions.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionWithPanes } from '../../domain/session.ts';
import { withCaret } from '../../rules/session-file/source.ts';
import { describeSessionWithPanes } from '../../store/select.ts';
import type { CallScope, House } from '../house.ts';
import { inTurn } from '../in-turn.ts';
import { untilStartable } from '../linking/startable.ts';
import type { RulePlan } from '../operations/file-rules.ts';
import { knownState } from '../operations/known-state.ts';
import { sessionExists, sessionNamed } from '../operations/session-begin.ts';
import { watchShell } from '../operations/shell-ready.ts';
import { rulesFromFile } from '../rules/from-file.ts';
import { runBeforeScript } from './before-script.ts';
import { type Blueprint, blueprintOf, type Facts } from './blueprint.ts';
import { type Built, buildSession, type Plans } from './build.ts';
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
  return answer(house, scope, made.value);
};

/**
 * Everything that was planned, with its shells ready; `panes` is empty for a session that is there already.
 * `onPrompts`: what else is put at the prompts before the last options of windows.
 */
export const makeSession = (
  house: House,
  scope: CallScope,
  loaded: LoadedFile,
  blueprint: Blueprint,
  ifMissing: boolean,
  restoring: Restoring | null = null,
  onPrompts: OnPrompts = null,
): Promise<Result<Made>> => {
  const all = () => makeNow(house, scope, { loaded, blueprint, restoring }, ifMissing, onPrompts);
  const { beforeScript, name, cwd } = blueprint;
  if (beforeScript === null) return all();
  // Of two calls for one name the second finds the session, and its script is not run once more.
  return inTurn(house, name, async () => {
    if (sessionNamed(await knownState(house), name) !== null) return all();
    const rules = planRules(house, loaded, name);
    if (!rules.ok) return rules;
    const ran = await runBeforeScript(loaded, beforeScript, cwd, scope.signal);
    return ran.ok ? all() : ran;
  });
};

type OnPrompts = ((made: Made) => Promise<void>) | null;

const makeNow = async (
  house: House,
  scope: CallScope,
  plans: Omit<Plans, 'rules'>,
  ifMissing: boolean,
  onPrompts: OnPrompts,
): Promise<Result<Made>> => {
  const { loaded, blueprint } = plans;
  const shells = blueprint.windows
    .flatMap(({ panes }) => panes)
    .filter(({ command }) => command === null)
    .map(() => watchShell(house));
  const made = await house.change(() => makeUnlessThere(house, scope, plans, ifMissing));
  house.journal.flush();
  if (made.ok && made.value.panes.length > 0)
    await greetShells(house, scope, {
      ...{ ...made.value, shells, source: loaded.source },
      onPrompts: onPrompts === null ? null : () => onPrompts(made.value),
    });
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

export type Made = Built;

const planRules = (house: House, { file, source }: LoadedFile, name: string): Result<RulePlan> => {
  const rules = rulesFromFile(house).plan(name, file.rules, file.saved?.rules);
  return rules.ok ? rules : failed(withCaret(source, rules.failure));
};

const makeUnlessThere = async (
  house: House,
  scope: CallScope,
  plans: Omit<Plans, 'rules'>,
  ifMissing: boolean,
): Promise<Result<Made>> => {
  const { loaded, blueprint } = plans;
  const { name } = blueprint;
  const rules = planRules(house, loaded, name);
  if (!rules.ok) return rules;
  const there = sessionNamed(await knownState(house), name);
  if (there === null) return buildSession(house, scope, { ...plans, rules: rules.value });
  const path = await interruptedMaking(house, there);
  if (path !== null) return failed(unfinished(name, path));
  return ifMissing
    ? success({ sessionId: there, panes: [], optionsAfter: new Map(), notices: [] })
    : failed(sessionExists(name));
};

const answer = (house: House, scope: CallScope, { sessionId, notices }: Made): Result<SessionWithPanes> => {
  const session = describeSessionWithPanes(house.store.getState(), sessionId, { all: false });
  if (session === null) return failed(failure('session_not_found', 'the session has just gone'));
  for (const text of notices) tellOf(house, scope, session.session, text);
  return success(notices.length === 0 ? session : { ...session, notices });
};

const tellOf = (house: House, { actor, causedBy }: CallScope, session: string, text: string): void => {
  house.log({
    ...{ type: 'notice.sent', session, tmux_pane: null, pane_id: null, label: null },
    ...{ actor, caused_by: causedBy, data: { text } },
  });
};
