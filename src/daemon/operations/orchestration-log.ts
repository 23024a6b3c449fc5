import type * as z from 'zod';
import type { orchestrationLogInput } from '../../commands/state.ts';
import { parseDuration } from '../../domain/duration.ts';
import type { Event } from '../../domain/event.ts';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import type { EventFilter } from '../../journal/journal.ts';
import type { CallScope, House } from '../house.ts';
import { locateSession } from './locate.ts';

export type LogInput = z.output<typeof orchestrationLogInput>;
export type LogFilter = Omit<EventFilter, 'limit' | 'oldest'>;

const SHOWN = 100;

type Log = { readonly events: readonly Event[]; readonly next_seq: number; readonly truncated: boolean };

/** `next_seq` as the next call's `--since` continues without a gap and without a repetition. */
export const readLog = async (house: House, scope: CallScope, input: LogInput): Promise<Result<Log>> => {
  const filter = await filterOf(house, scope, input);
  if (!filter.ok) return filter;
  const next_seq = house.journal.nextSeq;
  const { events, truncated } = house.journal.events({ ...filter.value, limit: input.n ?? SHOWN });
  return success({ events, next_seq, truncated });
};

/** What the caller wants to see, in the journal's terms. */
export const filterOf = async (
  house: House,
  scope: CallScope,
  { since, session, type }: Pick<LogInput, 'since' | 'session' | 'type'>,
): Promise<Result<LogFilter>> => {
  const from = sinceOf(since, house.now());
  if (!from.ok) return from;
  const name = await sessionNameOf(house, scope, session);
  if (!name.ok) return name;
  return success({
    ...from.value,
    ...(name.value === null ? {} : { session: name.value }),
    ...(type === undefined ? {} : { type }),
  });
};

/** A sequence number, a time (ISO 8601), or a duration with its unit back from now. */
const sinceOf = (text: string | undefined, now: string): Result<LogFilter> => {
  if (text === undefined) return success({});
  // From this number on, as `next_seq` and the cursors of lines are meant.
  if (/^\d{1,15}$/.test(text)) return success({ sinceSeq: Number(text) - 1 });
  const agoMs = parseDuration(text.replace(/ ago$/, ''));
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
