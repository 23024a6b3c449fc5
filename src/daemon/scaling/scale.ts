import type * as z from 'zod';
import type { paneScaleInput, Scaled } from '../../commands/pane-scale.ts';
import { failure } from '../../domain/failure.ts';
import type { TmuxPaneId } from '../../domain/ids.ts';
import { replicasWanted, type WantedReplicas } from '../../domain/replica.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { describePane } from '../../store/select.ts';
import type { SessionState } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { inTurn } from '../in-turn.ts';
import { locatePane, locateSession } from '../operations/locate.ts';
import { isForced } from '../operations/protect.ts';
import { addReplica } from './add.ts';
import { endReplicas } from './end.ts';
import { distinct, livingAmong, rangeOf, replicasOf } from './replicas.ts';

type Input = z.output<typeof paneScaleInput>;

/** `pane-scale` (contract, section 4). Two calls for the same panes wait for each other, so that both count right. */
export const scalePane = async (house: House, scope: CallScope, input: Input): Promise<Result<Scaled>> => {
  const session = await locateSession(house, scope, input.session);
  if (!session.ok) return session;
  const { sessionId } = session.value;
  return inTurn(house, `${sessionId} ${input.label}`, () => scaleNow(house, scope, input, session.value));
};

interface Change {
  readonly added: readonly TmuxPaneId[];
  readonly removed: readonly TmuxPaneId[];
}

const scaleNow = async (
  house: House,
  scope: CallScope,
  input: Input,
  { sessionId, name }: SessionState,
): Promise<Result<Scaled>> => {
  const { label, force } = input;
  // Whoever was closed by hand a moment ago does not count.
  await house.observe(null);
  const there = replicasOf(house, sessionId, label);
  if (there.length === 0) {
    const missing = await locatePane(house, scope, { session: sessionId, pane: label });
    if (!missing.ok) return missing;
  }
  const one = distinct(there);
  if (!one.ok) return one;
  const from = livingAmong(there);
  const range = isForced(scope, force) ? null : rangeOf(there);
  const wanted = replicasWanted(input.n, from, range);
  if (wanted === null) return failed(outOfRange(label, input.n, rangeOf(there)));
  const session = house.store.getState().sessions[sessionId];
  if (session === undefined) return failed(failure('session_not_found', `${name} has just gone`));
  const change: Result<Change> =
    wanted < from || (wanted === 0 && there.length > 1)
      ? await endReplicas(house, scope, { sessionId, label, wanted, force })
      : await addAll(house, scope, { sessionId, label, wanted, force });
  return tell(house, scope, { session, label, from }, change);
};

interface Growth {
  readonly sessionId: SessionState['sessionId'];
  readonly label: string;
  readonly wanted: number;
  readonly force: boolean;
}

/** One after the other; who has failed at the third has two more all the same. */
const addAll = async (house: House, scope: CallScope, growth: Growth): Promise<Result<Change>> => {
  const added: TmuxPaneId[] = [];
  const { sessionId, label, wanted } = growth;
  while (livingAmong(replicasOf(house, sessionId, label)) < wanted && added.length < wanted) {
    const one = await addReplica(house, scope, growth);
    if (!one.ok) return added.length === 0 ? one : failed(partly(one.failure, added));
    added.push(one.value);
  }
  return success({ added, removed: [] });
};

const partly = (wrong: ReturnType<typeof failure>, added: readonly TmuxPaneId[]) => ({
  ...wrong,
  message: `${wrong.message} (${added.length} made before that: ${added.join(', ')})`,
  data: { ...wrong.data, added },
});

const tell = (
  house: House,
  scope: CallScope,
  { session, label, from }: { readonly session: SessionState; readonly label: string; readonly from: number },
  change: Result<Change>,
): Result<Scaled> => {
  const { sessionId } = session;
  const now = replicasOf(house, sessionId, label);
  const to = livingAmong(now);
  const { events, sessions } = house.store.getState();
  const cause = events.findLast(({ seq }) => seq === scope.causedBy);
  const reason = typeof cause?.data.reason === 'string' ? cause.data.reason : null;
  const made = change.ok ? [] : change.failure.data.added;
  const done = change.ok ? change.value : { added: Array.isArray(made) ? made : [], removed: [] };
  if (from !== to || done.added.length + done.removed.length > 0)
    house.log({
      ...{ type: 'service.scaled', session: session.name, tmux_pane: null, pane_id: null, label },
      ...{ actor: scope.actor, caused_by: scope.causedBy, data: { from, to, reason, ...done } },
    });
  if (!change.ok) return change;
  const panes = now.flatMap(
    ({ pane }) => describePane(house.store.getState(), sessionId, pane.tmuxPane) ?? [],
  );
  const closed = sessions[sessionId] === undefined;
  return success({ label, from, to, panes, ...change.value, session_closed: closed });
};

const outOfRange = (label: string, { count }: WantedReplicas, range: ReturnType<typeof rangeOf>) =>
  failure(
    'limit_reached',
    `${count} of ${label} is not between ${range?.min} and ${range?.max}, as its session file says`,
    'with --force it is done all the same, but not by a rule',
    { label, wanted: count, min: range?.min, max: range?.max },
  );
