import type * as z from 'zod';
import type { sessionBroadcastExecInput } from '../../commands/linking.ts';
import type { BroadcastResult } from '../../commands/linking-port.ts';
import { type Failure, failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { SessionState, State } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { runExec } from '../operations/exec-run.ts';
import { knownState } from '../operations/known-state.ts';
import { locatePane, locateSession } from '../operations/locate.ts';
import { isForced } from '../operations/protect.ts';
import { groupOf } from './groups.ts';

type Input = z.output<typeof sessionBroadcastExecInput>;

/** A session to run in, or why there is none for what was asked. */
type Aim = { readonly name: string; readonly session: SessionState | Failure };

/** All start at once; the results are in the order in which the sessions were named, else by name. */
export const broadcastExec = async (
  house: House,
  scope: CallScope,
  input: Input,
): Promise<Result<{ results: readonly BroadcastResult[] }>> => {
  const problem = usageProblem(input);
  if (problem !== null) return failed(problem);
  const aims = await aimsOf(house, scope, input);
  if (!aims.ok) return aims;
  const results = await Promise.all(aims.value.map((aim) => runIn(house, scope, input, aim)));
  // What is wrong with the command line itself is wrong everywhere.
  const wrong = results.find(({ error }) => error?.code === 'usage')?.error ?? null;
  return wrong !== null && results.every(({ error }) => error?.code === 'usage')
    ? failed(wrong)
    : success({ results });
};

const usageProblem = ({ command, argv, group, sessions, all }: Input): Failure | null => {
  if ((command === undefined) === (argv === undefined || argv.length === 0))
    return failure('usage', 'it takes either one command line or words after --', EXAMPLE);
  if (command?.trim() === '') return failure('usage', 'the command line is empty', EXAMPLE);
  const ways = [group !== undefined, sessions !== undefined, all].filter(Boolean);
  return ways.length === 1 ? null : failure('usage', 'say where: --group, --sessions or --all', EXAMPLE);
};

const EXAMPLE = "panectl session-broadcast-exec 'git pull' --group shop";

const aimsOf = async (house: House, scope: CallScope, input: Input): Promise<Result<readonly Aim[]>> => {
  const state = await knownState(house);
  if (input.group !== undefined) return inGroup(state, input.group);
  if (input.sessions !== undefined) return success(await namedOnes(house, scope, input.sessions));
  const isEverybodys = isForced(scope, input.force);
  return success(aimsAt(Object.values(state.sessions).filter(({ isOurs }) => isOurs || isEverybodys)));
};

const aimsAt = (sessions: readonly SessionState[]): readonly Aim[] =>
  sessions
    .map((session) => ({ name: session.name, session }))
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));

const inGroup = (state: State, group: string): Result<readonly Aim[]> => {
  const own = Object.values(state.sessions).filter((session) => session.group === group);
  if (own.length > 0) return success(aimsAt(own));
  const groups = new Set(Object.values(state.sessions).flatMap((session) => session.group ?? []));
  const known = [...groups].toSorted().map((name) => groupOf(state, name));
  const message = `there is no session in a group ${JSON.stringify(group)}`;
  return failed(
    failure('session_not_found', message, 'panectl session-groups lists them', { groups: known }),
  );
};

/** Each once. */
const namedOnes = async (
  house: House,
  scope: CallScope,
  texts: readonly string[],
): Promise<readonly Aim[]> => {
  const names = texts.flatMap((text) => text.split(',')).filter((name) => name !== '');
  const found = await Promise.all(
    names.map(async (name): Promise<Aim> => {
      const session = await locateSession(house, scope, name);
      return session.ok
        ? { name: session.value.name, session: session.value }
        : { name, session: session.failure };
    }),
  );
  const seen = new Set<string>();
  return found.filter(({ name }) => {
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
};

const runIn = async (
  house: House,
  scope: CallScope,
  { command, argv, pane, wait, timeout, force }: Input,
  { name, session }: Aim,
): Promise<BroadcastResult> => {
  const nothing = { session: name, pane_id: null, exec_id: null, ok: false };
  if ('code' in session) return { ...nothing, error: session };
  const place = { session: session.sessionId, pane };
  const found = await locatePane(house, scope, place);
  if (!found.ok) return { ...nothing, error: found.failure };
  const pane_id = session.numbers[found.value.pane.tmuxPane] ?? null;
  const ran = await runExec(house, scope, {
    ...place,
    ...{ command, argv, wait, timeout, force },
    then_watch: undefined,
    when_idle: undefined,
  });
  if (!ran.ok) return { ...nothing, pane_id, error: ran.failure };
  const { exec_id, outcome, exit_code } = ran.value;
  const done = { session: name, pane_id, exec_id, ok: true, error: null };
  return wait ? { ...done, outcome, exit_code } : done;
};
