import type { SessionId, WindowId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { FileOption } from '../../rules/session-file/file.ts';
import type { CallScope, House } from '../house.ts';
import { putInGroup } from '../linking/groups.ts';
import { writeOwnDependencies } from '../linking/own-dependencies.ts';
import type { RulePlan } from '../operations/file-rules.ts';
import { beginSession, logSession, nameByProgram } from '../operations/session-begin.ts';
import { killNow } from '../operations/session-kill.ts';
import type { Blueprint, PlannedWindow } from './blueprint.ts';
import type { LoadedFile } from './load.ts';
import { NAMED_ENVIRONMENT } from './named-environment.ts';
import { type RaisedPane, raiseWindows } from './raise.ts';
import { setSessionOptions } from './set-options.ts';
import { startPanes } from './start-panes.ts';
import { beginMaking, endBuilding, endMaking, type Restoring } from './unfinished.ts';

export interface Plans {
  readonly loaded: LoadedFile;
  readonly blueprint: Blueprint;
  readonly rules: RulePlan;
  /** Null for a session that is new. */
  readonly restoring: Restoring | null;
}

export interface Built {
  readonly sessionId: SessionId;
  /** By number. */
  readonly panes: readonly RaisedPane[];
  /** What each window is set to when all has been typed. */
  readonly optionsAfter: ReadonlyMap<WindowId, readonly FileOption[]>;
  /** What was done or not done otherwise than one may think, for people. */
  readonly notices: readonly string[];
}

/** Within a change, with everything checked. What fails midway is undone. */
export const buildSession = async (house: House, scope: CallScope, plans: Plans): Promise<Result<Built>> => {
  const { name, cwd, size, windows } = plans.blueprint;
  const label = windows[0]?.panes[0]?.label ?? null;
  const begun = await beginSession(house, scope, { name, cwd, ...size }, label);
  if (!begun.ok) return begun;
  const sessionId = begun.value;
  const undo: (() => Promise<void>)[] = [];
  const built = await build(house, scope, sessionId, plans, undo);
  if (built.ok) return built;
  for (const each of undo) await each();
  plans.rules.withdraw();
  await endMaking(house, sessionId);
  const session = house.store.getState().sessions[sessionId];
  if (session === undefined) await house.tmux.command('kill-session', '-t', sessionId);
  else await killNow(house, scope, session);
  return built;
};

const build = async (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  { loaded, blueprint: planned, rules, restoring }: Plans,
  undo: (() => Promise<void>)[],
): Promise<Result<Built>> => {
  await beginMaking(house, sessionId, loaded.path, restoring);
  const seen = await house.observe(null);
  if (!seen.ok) return seen;
  const { name, environment } = planned;
  const names = Object.keys(environment);
  const set = [
    ...Object.entries(environment).map(([key, value]) => [
      ...['set-environment', '-t', `${sessionId}:`, key, value],
    ]),
    ...(names.length === 0
      ? []
      : [['set-option', '-t', `${sessionId}:`, NAMED_ENVIRONMENT, names.join(' ')]]),
  ];
  const bad = (await house.tmux.sequence(set)).find((result) => !result.ok);
  if (bad?.ok === false) return bad;
  const options = await setSessionOptions(house, scope, sessionId, planned, loaded.source);
  if (!options.ok) return options;
  undo.push(options.value.undo);
  const { blueprint } = options.value;
  // That takes a while, too: nothing is said in the session before something runs in it.
  const heard = house.tmux.hear(sessionId);
  const raised = await raiseWindows(house, sessionId, blueprint, loaded.source);
  if (!raised.ok) return raised;
  const panes = raised.value;
  const ids = panes.map(({ tmuxPane }) => tmuxPane);
  const adopt = () => rules.adopt(scope, sessionId, ids);
  // What is made again, as it was saved, is no news for its rules.
  const isKnown = loaded.file.saved !== null;
  const adopted = isKnown ? success(undefined) : adopt();
  if (!adopted.ok) return failed(adopted.failure);
  house.store.apply([{ kind: 'session.changed', sessionId, patch: { owner: scope.owner, isOurs: true } }]);
  logSession(house, scope, name, sessionId);
  await heard;
  await house.tmux.hear(sessionId);
  const onTold = isKnown ? adopt : () => success(undefined);
  const started = await startPanes(house, scope, {
    ...{ sessionId, panes, onTold, source: loaded.source },
    numbers: loaded.file.saved?.numbers ?? [],
  });
  if (!started.ok) return started;
  const [first] = panes;
  if (first !== undefined && isSelfNamed(blueprint.windows[0])) await nameByProgram(house, first.tmuxPane);
  const together = await putTogether(house, scope, sessionId, planned);
  if (!together.ok) return together;
  endBuilding(house, sessionId);
  const notices = [...planned.notices, ...options.value.notices];
  return success({ sessionId, panes, optionsAfter: afterOf(blueprint, panes), notices });
};

const isSelfNamed = (window: PlannedWindow | undefined): boolean =>
  window?.name === null && window.options.every(({ name }) => name !== 'automatic-rename');

const afterOf = ({ windows }: Blueprint, panes: readonly RaisedPane[]): Built['optionsAfter'] => {
  const firsts = windows.map((_, at) =>
    windows.slice(0, at).reduce((sum, before) => sum + before.panes.length, 0),
  );
  return new Map(
    windows.flatMap(({ optionsAfter }, at) => {
      const windowId = panes[firsts[at] ?? 0]?.windowId;
      return windowId === undefined || optionsAfter.length === 0 ? [] : [[windowId, optionsAfter] as const];
    }),
  );
};

const putTogether = async (
  house: House,
  scope: CallScope,
  sessionId: SessionId,
  { group, dependsOn }: Blueprint,
): Promise<Result<void>> => {
  const session = house.store.getState().sessions[sessionId];
  const put = session === undefined ? null : await putInGroup(house, scope, session, group);
  if (put?.ok === false) return put;
  return dependsOn.length === 0 ? success(undefined) : writeOwnDependencies(house, sessionId, dependsOn);
};
