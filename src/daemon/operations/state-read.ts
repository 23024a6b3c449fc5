import type * as z from 'zod';
import type { Report } from '../../commands/context.ts';
import type { stateUpdateInput } from '../../commands/state.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result } from '../../domain/result.ts';
import { type QueryAnswer, runQuery } from '../../journal/query.ts';
import { describeSessionWithPanes, sessionsOf } from '../../store/select.ts';
import type { State } from '../../store/state.ts';
import type { CallScope, House, ObservedDifference } from '../house.ts';
import { snapshotsOf } from '../saving/snapshot-list.ts';
import { locateSession } from './locate.ts';

export const updateState = async (
  house: House,
  scope: CallScope,
  { session }: z.output<typeof stateUpdateInput>,
): Promise<Result<ObservedDifference>> => {
  if (session === undefined) return house.observe(null);
  const found = await locateSession(house, scope, session);
  return found.ok ? house.observe(found.value.sessionId) : found;
};

const QUERY_MS = 10_000;

export const query = async (house: House, scope: CallScope, sql: string): Promise<Result<QueryAnswer>> => {
  house.journal.flush();
  const { path } = house.journal;
  if (path === null)
    return failed(
      failure('internal', 'there is no database file: it could not be written', 'panectl doctor says why'),
    );
  // They are files: read only for who asks for them.
  const found = /snapshots/i.test(sql) ? await snapshotsOf(house, undefined) : null;
  const snapshots = found?.ok === true ? found.value.snapshots : [];
  return runQuery(path, sql, scope.signal, QUERY_MS, snapshots);
};

export const report = (state: State): Report => {
  const scope = { all: false };
  const sessions = sessionsOf(state, scope).flatMap(
    ({ session_id }) => describeSessionWithPanes(state, session_id, scope) ?? [],
  );
  return { sessions, help: 'panectl help agent' };
};
