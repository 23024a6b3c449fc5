import { basename } from 'node:path';
import type { Failure } from '../../domain/failure.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { problemIn } from '../../rules/session-file/source.ts';
import type { CallScope, House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { sessionNamed } from '../operations/session-begin.ts';
import { rulesFromFile } from '../rules/from-file.ts';
import { blueprintOf } from '../session-file/blueprint.ts';
import { factsFor } from '../session-file/create.ts';
import { type LoadedFile, loadSessionFile } from '../session-file/load.ts';
import { fillIn } from '../session-file/variables.ts';
import type { RestorePlan, RunPolicy } from './restore-plan.ts';
import type { SnapshotFile } from './snapshot-folder.ts';

/** Of a file that somebody names. Nothing is made, and nothing of a file with a mistake is planned. */
export const planOfFile = async (
  house: House,
  scope: CallScope,
  file: string,
  policy: RunPolicy,
): Promise<Result<RestorePlan>> => {
  const loaded = await loadSessionFile(file, scope.caller.cwd);
  return loaded.ok ? planOf(house, scope, loaded.value, { policy, session: null, savedAt: null }) : loaded;
};

/** Of the newest of a session's snapshots that can be read; they come newest first. */
export const planOfNewest = async (
  house: House,
  scope: CallScope,
  snapshots: readonly SnapshotFile[],
  policy: RunPolicy,
): Promise<Result<RestorePlan>> => {
  const bad: string[] = [];
  let first: Failure | null = null;
  for (const { file, session, at } of snapshots) {
    const loaded = await loadSessionFile(file, '/');
    if (loaded.ok && loaded.value.file.saved !== null) {
      const plan = await planOf(house, scope, loaded.value, { policy, session, savedAt: at });
      return plan.ok ? success({ ...plan.value, notice: noticeOf(bad) }) : plan;
    }
    bad.push(basename(file));
    first ??= loaded.ok ? empty(file) : loaded.failure;
  }
  return failed(first ?? failure('file_not_found', 'its snapshots have just gone'));
};

const empty = (path: string): Failure =>
  failure('invalid_file', `${basename(path)}: it is not a whole snapshot`, null, { path });

const noticeOf = (bad: readonly string[]): string | null => {
  const [newest] = bad;
  if (newest === undefined) return null;
  const others = bad.length === 1 ? '' : ` and ${bad.length - 1} before it`;
  return `of an older snapshot: ${newest}${others} can not be read`;
};

interface About extends Pick<RestorePlan, 'policy' | 'savedAt'> {
  /** Null: as the file says. */
  readonly session: string | null;
}

const planOf = async (
  house: House,
  scope: CallScope,
  loaded: LoadedFile,
  { policy, session: known, savedAt }: About,
): Promise<Result<RestorePlan>> => {
  const facts = { ...(await factsFor(house, scope, loaded)), isLenient: true };
  const { name, rules: drafts, saved } = loaded.file;
  const session = known ?? (name === null ? null : fillIn(name, facts.variables));
  if (session === null) return failed(nameless(loaded));
  const blueprint = await blueprintOf(loaded, { session, cwd: undefined, label: 'main' }, facts);
  if (!blueprint.ok) return blueprint;
  const rules = rulesFromFile(house).plan(session, drafts, saved?.rules);
  const isThere = sessionNamed(await knownState(house), session) !== null;
  // The rules of a session that is alive have the same names; that it is alive is said instead.
  if (!rules.ok && !(isThere && rules.failure.code === 'rule_exists')) return rules;
  return success({ loaded, blueprint: blueprint.value, policy, savedAt, notice: null });
};

const nameless = ({ source }: LoadedFile) =>
  problemIn(
    source,
    { line: 1, column: 1 },
    'it does not say which session it is (session_name)',
    'panectl session-create NAME --file FILE makes one of it',
  );
