import type * as z from 'zod';
import type { sessionLinkInput } from '../../commands/linking.ts';
import type { SessionGroup } from '../../commands/linking-port.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { Session } from '../../domain/session.ts';
import { describeSession } from '../../store/select.ts';
import type { SessionState, State } from '../../store/state.ts';
import type { CallScope, House } from '../house.ts';
import { knownState } from '../operations/known-state.ts';
import { locateSession } from '../operations/locate.ts';

/** Where the group of a session is kept: with the session, so that it lives as long. */
export const GROUP_OPTION = '@panectl_group';

/** A group is a mark, not typing: a person's session may get one without force. */
export const linkSessions = (
  house: House,
  scope: CallScope,
  input: z.output<typeof sessionLinkInput>,
): Promise<Result<SessionGroup>> =>
  house.change(async () => {
    const a = await locateSession(house, scope, input.a);
    if (!a.ok) return a;
    const b = await locateSession(house, scope, input.b);
    if (!b.ok) return b;
    const group = groupFor(house.store.getState(), a.value, b.value, input.group);
    if (!group.ok) return group;
    for (const session of [a.value, b.value]) {
      const put = await putInGroup(house, scope, session, group.value);
      if (!put.ok) return put;
    }
    return success(groupOf(house.store.getState(), group.value));
  });

const groupFor = (
  state: State,
  a: SessionState,
  b: SessionState,
  asked: string | undefined,
): Result<string> => {
  if (asked !== undefined) return success(asked);
  const usage = (message: string, hint: string) => failed(failure('usage', message, hint));
  if (a.sessionId === b.sessionId)
    return usage('that is the same session twice', 'with --group it gets a group of its own');
  if (a.group !== null && b.group !== null && a.group !== b.group) {
    const [first, second] = [JSON.stringify(a.group), JSON.stringify(b.group)];
    return usage(
      `they are in two groups, ${first} and ${second}`,
      '--group says in which one both are to be',
    );
  }
  const own = a.group ?? b.group;
  if (own !== null) return success(own);
  if (groupOf(state, a.name).sessions.length > 0)
    return usage(
      `there is a group ${JSON.stringify(a.name)} already, and neither of them is in it`,
      '--group with its name joins it, with another one makes a new one',
    );
  return success(a.name);
};

/** Within a change. */
export const putInGroup = async (
  house: House,
  scope: CallScope,
  { sessionId, name, group: former }: SessionState,
  group: string | null,
): Promise<Result<void>> => {
  if (former === group) return success(undefined);
  const target = ['-t', `${sessionId}:`, GROUP_OPTION];
  const words = group === null ? ['set-option', '-u', ...target] : ['set-option', ...target, group];
  const done = await house.tmux.command(...words);
  if (!done.ok) return done;
  house.store.apply([{ kind: 'session.changed', sessionId, patch: { group } }]);
  house.log({
    type: group === null ? 'session.unlinked' : 'session.linked',
    ...{ session: name, tmux_pane: null, pane_id: null, label: null },
    ...{ actor: scope.actor, caused_by: scope.causedBy },
    data: group === null ? { group: former } : { group, former },
  });
  return success(undefined);
};

export const unlinkSession = (house: House, scope: CallScope, text: string): Promise<Result<Session>> =>
  house.change(async () => {
    const found = await locateSession(house, scope, text);
    if (!found.ok) return found;
    const out = await putInGroup(house, scope, found.value, null);
    if (!out.ok) return out;
    const session = describeSession(house.store.getState(), found.value.sessionId);
    return session === null
      ? failed(failure('session_not_found', 'the session has just gone'))
      : success(session);
  });

export const listGroups = async (
  house: House,
): Promise<Result<{ readonly groups: readonly SessionGroup[] }>> => {
  const state = await knownState(house);
  const names = new Set(Object.values(state.sessions).flatMap(({ group }) => group ?? []));
  return success({ groups: [...names].toSorted().map((group) => groupOf(state, group)) });
};

export const groupOf = ({ sessions }: State, group: string): SessionGroup => ({
  group,
  sessions: Object.values(sessions)
    .filter((session) => session.group === group)
    .map(({ name }) => name)
    .toSorted(),
});
