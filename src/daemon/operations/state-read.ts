import type { z } from 'zod';
import type { Report } from '../../commands/context.ts';
import type { orchestrationLogInput, stateUpdateInput } from '../../commands/state.ts';
import { parseDuration } from '../../domain/duration.ts';
import type { Event } from '../../domain/event.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { EventFilter } from '../../journal/journal.ts';
import { type QueryAnswer, runQuery } from '../../journal/query.ts';
import { describeSessionWithPanes, sessionsOf } from '../../store/select.ts';
import type { State } from '../../store/state.ts';
import type { CallScope, House, ObservedDifference } from '../house.ts';
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

type LogInput = z.output<typeof orchestrationLogInput>;
type Log = { readonly events: readonly Event[]; readonly next_seq: number; readonly truncated: boolean };

/** `next_seq` as the next call's `--since` continues without a gap and without a repetition. */
export const readLog = async (house: House, scope: CallScope, input: LogInput): Promise<Result<Log>> => {
  const since = sinceOf(input.since, house.now());
  if (!since.ok) return since;
  const session = await sessionNameOf(house, scope, input.session);
  if (!session.ok) return session;
  const next_seq = house.journal.nextSeq;
  const { events, truncated } = house.journal.events({
    ...since.value,
    ...(session.value === null ? {} : { session: session.value }),
    ...(input.type === undefined ? {} : { type: input.type }),
    limit: input.n,
  });
  return success({ events, next_seq, truncated });
};

/** A sequence number, a time (ISO 8601), or a duration with its unit back from now. */
const sinceOf = (text: string | undefined, now: string): Result<Partial<EventFilter>> => {
  if (text === undefined) return success({});
  // From this number on, as `next_seq` and the cursors of lines are meant.
  if (/^\d{1,15}$/.test(text)) return success({ sinceSeq: Number(text) - 1 });
  const agoMs = parseDuration(text);
  const atMs = agoMs === null ? isoTime(text) : Date.parse(now) - agoMs;
  if (Number.isFinite(atMs) && Math.abs(atMs) <= 8.64e15)
    return success({ sinceTime: new Date(atMs).toISOString() });
  const hint = 'like 1204, 10m or 2026-01-31T12:00:00Z';
  return failed(
    failure('usage', `--since is a sequence number, a time or a duration: ${JSON.stringify(text)}`, hint),
  );
};

const isoTime = (text: string): number => (/^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN);

/** `$N` and `.` mean a session that is there; a name may be of one that has gone. */
const sessionNameOf = async (
  house: House,
  scope: CallScope,
  text: string | undefined,
): Promise<Result<string | null>> => {
  if (text === undefined) return success(null);
  if (text !== '.' && !text.startsWith('$')) return success(text);
  const found = await locateSession(house, scope, text);
  return found.ok ? success(found.value.name) : found;
};

const QUERY_MS = 10_000;

export const query = async (house: House, scope: CallScope, sql: string): Promise<Result<QueryAnswer>> => {
  house.journal.flush();
  const { path } = house.journal;
  if (path !== null) return runQuery(path, sql, scope.signal, QUERY_MS);
  return failed(
    failure('internal', 'there is no database file: it could not be written', 'panectl doctor says why'),
  );
};

export const report = (state: State): Report => {
  const scope = { all: false };
  const sessions = sessionsOf(state, scope).flatMap(
    ({ session_id }) => describeSessionWithPanes(state, session_id, scope) ?? [],
  );
  return { sessions, help: 'panectl help agent' };
};
