import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { TMUX_ACTOR } from '../domain/actor.ts';
import { EVENT_TYPES, type Event } from '../domain/event.ts';
import { isPaneNumber, isTmuxPaneId } from '../domain/ids.ts';
import type { EventFilter } from './journal.ts';
import { actorOf, integerOf, jsonOf, oneOf, type Row, recordOf, select, textOf } from './row.ts';

export const eventWriter = (database: DatabaseSync): ((event: Event) => void) => {
  const insert = database.prepare('INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return (event) => {
    insert.run(
      event.seq,
      event.at,
      event.type,
      event.session,
      event.tmux_pane,
      event.pane_id,
      event.label,
      jsonOf(event.actor) ?? '{}',
      event.caused_by,
      jsonOf(event.data) ?? '{}',
    );
  };
};

const MAX_EVENTS = 10_000;

/** The newest events that pass, oldest first. A row that no longer makes sense (edited by hand) is left out. */
export const readEvents = (
  database: DatabaseSync,
  filter: EventFilter,
): { events: readonly Event[]; truncated: boolean } => {
  const limit = Math.min(Math.max(0, Math.trunc(filter.limit) || 0), MAX_EVENTS);
  const { where, values } = conditionsOf(filter);
  const rows = select(
    database,
    `SELECT * FROM events ${where} ORDER BY seq DESC LIMIT ?`,
    ...values,
    limit + 1,
  );
  const events = rows.slice(0, limit).reverse().flatMap(eventOf);
  return { events, truncated: rows.length > limit };
};

const conditionsOf = (filter: EventFilter): { where: string; values: SQLInputValue[] } => {
  const conditions: [string, SQLInputValue][] = [];
  if (filter.session !== undefined) conditions.push(['session = ?', filter.session]);
  if (filter.sinceSeq !== undefined) conditions.push(['seq > ?', filter.sinceSeq]);
  if (filter.sinceTime !== undefined) conditions.push(['at >= ?', filter.sinceTime]);
  if (filter.type !== undefined) conditions.push(typeCondition(filter.type));
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;
  return { where, values: conditions.map(([, value]) => value) };
};

/** `pane.*` is the only pattern; GLOB gets nothing else, so that no other wildcard of it can be smuggled in. */
const typeCondition = (type: string): [string, SQLInputValue] =>
  /^[a-z_]+\.\*$/.test(type) ? ['type GLOB ?', type] : ['type = ?', type];

const eventOf = (row: Row): Event[] => {
  const seq = integerOf(row, 'seq');
  const at = textOf(row, 'at');
  const type = oneOf(EVENT_TYPES, textOf(row, 'type'));
  if (seq === null || at === null || type === null) return [];
  const pane = textOf(row, 'tmux_pane');
  const number = integerOf(row, 'pane_id');
  return [
    {
      seq,
      at,
      type,
      session: textOf(row, 'session'),
      tmux_pane: pane !== null && isTmuxPaneId(pane) ? pane : null,
      pane_id: number !== null && isPaneNumber(number) ? number : null,
      label: textOf(row, 'label'),
      actor: actorOf(row, 'actor') ?? TMUX_ACTOR,
      caused_by: integerOf(row, 'caused_by'),
      data: recordOf(row, 'data'),
    },
  ];
};
