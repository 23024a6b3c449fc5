import type { SQLInputValue } from 'node:sqlite';
import type { Event } from '../domain/event.ts';
import type { EventFilter } from './journal.ts';

type Conditions = Omit<EventFilter, 'limit' | 'oldest'>;

export const conditionsOf = (filter: Conditions): { where: string; values: SQLInputValue[] } => {
  const conditions: [string, SQLInputValue][] = [];
  if (filter.session !== undefined) conditions.push(['session = ?', filter.session]);
  if (filter.sinceSeq !== undefined) conditions.push(['seq > ?', filter.sinceSeq]);
  if (filter.sinceTime !== undefined) conditions.push(['at >= ?', filter.sinceTime]);
  if (filter.type !== undefined) conditions.push(typeCondition(filter.type));
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;
  return { where, values: conditions.map(([, value]) => value) };
};

/** The same conditions for an event that has not been written yet. */
export const passes = ({ session, sinceSeq, sinceTime, type }: Conditions, event: Event): boolean =>
  (session === undefined || event.session === session) &&
  (sinceSeq === undefined || event.seq > sinceSeq) &&
  (sinceTime === undefined || event.at >= sinceTime) &&
  (type === undefined || (isKind(type) ? event.type.startsWith(type.slice(0, -1)) : event.type === type));

/** `pane.*` is the only pattern; GLOB gets nothing else, so that no other wildcard of it can be smuggled in. */
const typeCondition = (type: string): [string, SQLInputValue] => [
  isKind(type) ? 'type GLOB ?' : 'type = ?',
  type,
];

const isKind = (type: string): boolean => /^[a-z_]+\.\*$/.test(type);
