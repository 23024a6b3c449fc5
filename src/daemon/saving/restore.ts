import type { z } from 'zod';
import type { sessionRestoreInput } from '../../commands/saving.ts';
import type { PendingCommand, Restoration, RestoredSession } from '../../commands/saving-port.ts';
import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { problemIn } from '../../rules/session-file/source.ts';
import type { CallScope, House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { sessionExists, sessionNamed } from '../operations/session-begin.ts';
import { rulesFromFile } from '../rules/from-file.ts';
import { blueprintOf } from '../session-file/blueprint.ts';
import { factsFor, makeSession, scopeOfFile } from '../session-file/create.ts';
import { type LoadedFile, loadSessionFile } from '../session-file/load.ts';
import { fillIn } from '../session-file/variables.ts';
import { holdCommands } from './held-commands.ts';
import { type RestorePlan, type RunPolicy, reportOf, withoutCommands } from './restore-plan.ts';
import { lastSnapshot } from './snapshot-list.ts';

type Input = z.output<typeof sessionRestoreInput>;

/** All of it is checked before anything is made. */
export const restoreSessions = async (
  house: House,
  caller: CallScope,
  input: Input,
): Promise<Result<Restoration>> => {
  const file = await fileOf(house, input);
  if (!file.ok) return file;
  const scope = scopeOfFile(caller);
  const policy = input.run ?? (caller.caller.stdoutIsTerminal ? 'ask' : 'never');
  const planned = await planOf(house, scope, file.value, policy);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const there = sessionNamed(await knownState(house), plan.blueprint.name);
  if (input.dry_run) {
    const reason = there === null ? null : ALIVE;
    return success({ plan: [reportOf(plan, null, reason)] });
  }
  if (there !== null) return failed(alive(plan.blueprint.name));
  const done = await restoreOne(house, scope, plan);
  if (!done.ok) return done;
  return success({
    restored: [done.value],
    map: mapOf([done.value]),
    pending_commands: pendingOf([done.value]),
  });
};

const fileOf = async (house: House, { file, last }: Input): Promise<Result<string>> => {
  if ((file === undefined) === (last === undefined))
    return failed(
      failure(
        'usage',
        'say what to restore: a file, or --last SESSION',
        'panectl session-snapshots has them',
      ),
    );
  return last === undefined ? success(file ?? '') : lastSnapshot(house, last);
};

const ALIVE = 'it is alive';

const alive = (name: string) => ({
  ...sessionExists(name),
  ...failure(
    'session_exists',
    `there is a session ${JSON.stringify(name)} already, and what is alive is never touched`,
    'end or rename it first; panectl session-create NAME --file FILE makes another one of it',
    { session: name },
  ),
});

/** Nothing is made, and nothing of a file with a mistake is planned. */
const planOf = async (
  house: House,
  scope: CallScope,
  file: string,
  policy: RunPolicy,
): Promise<Result<RestorePlan>> => {
  const read = await loadSessionFile(file, scope.caller.cwd);
  if (!read.ok) return read;
  const loaded = read.value;
  const facts = { ...(await factsFor(house, scope, loaded)), isLenient: true };
  if (loaded.file.name === null) return failed(nameless(loaded));
  const session = fillIn(loaded.file.name, facts.variables);
  const blueprint = await blueprintOf(loaded, { session, cwd: undefined, label: 'main' }, facts);
  if (!blueprint.ok) return blueprint;
  const rules = rulesFromFile(house).plan(session, loaded.file.rules, loaded.file.saved?.rules);
  const isThere = sessionNamed(await knownState(house), session) !== null;
  // The rules of a session that is alive have the same names; that it is alive is said instead.
  if (!rules.ok && !(isThere && rules.failure.code === 'rule_exists')) return rules;
  return success({ loaded, blueprint: blueprint.value, policy });
};

const nameless = ({ source }: LoadedFile) =>
  problemIn(
    source,
    { line: 1, column: 1 },
    'it does not say which session it is (session_name)',
    'panectl session-create NAME --file FILE makes one of it',
  );

const restoreOne = async (
  house: House,
  scope: CallScope,
  plan: RestorePlan,
): Promise<Result<RestoredSession>> => {
  const { loaded, blueprint, policy } = plan;
  const built = policy === 'auto' ? blueprint : withoutCommands(blueprint);
  const made = await makeSession(house, scope, loaded, built, false);
  if (!made.ok) return made;
  if (policy !== 'auto') {
    await holdCommands(house, plan, made.value.panes);
    // What is held is news for the next snapshot, and for nobody else.
    const { sessionId } = made.value;
    house.store.apply([{ kind: 'session.changed', sessionId, patch: {} }]);
  }
  return success(reportOf(plan, made.value, null));
};

const mapOf = (sessions: readonly RestoredSession[]): Readonly<Record<TmuxPaneId, TmuxPaneId>> =>
  Object.fromEntries(
    sessions.flatMap(({ panes }) =>
      panes.flatMap(({ was, tmux_pane }) => (was === null || tmux_pane === null ? [] : [[was, tmux_pane]])),
    ),
  );

const pendingOf = (sessions: readonly RestoredSession[]): readonly PendingCommand[] =>
  sessions.flatMap(({ session, panes }) =>
    panes.flatMap(({ pane_id, tmux_pane, label, command, run }) =>
      tmux_pane === null || command === null || run === 'run'
        ? []
        : [{ session, pane_id, tmux_pane, label, command }],
    ),
  );
