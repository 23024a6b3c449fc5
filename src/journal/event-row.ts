import type { DatabaseSync } from 'node:sqlite';
import { TMUX_ACTOR } from '../domain/actor.ts';
import { EVENT_TYPES, type Event } from '../domain/event.ts';
import { isPaneNumber, isTmuxPaneId } from '../domain/ids.ts';
import { conditionsOf } from './event-filter.ts';
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

/** Oldest first. A row that no longer makes sense (edited by hand) is left out. */
export const readEvents = (
  database: DatabaseSync,
  filter: EventFilter,
): { events: readonly Event[]; truncated: boolean } => {
  const limit = Math.min(Math.max(0, Math.trunc(filter.limit) || 0), MAX_EVENTS);
  const { where, values } = conditionsOf(filter);
  const order = filter.oldest === true ? 'ASC' : 'DESC';
  const sql = `SELECT * FROM events ${where} ORDER BY seq ${order} LIMIT ?`;
  const rows = select(database, sql, ...values, limit + 1);
  const kept = rows.slice(0, limit);
  if (order === 'DESC') kept.reverse();
  return { events: kept.flatMap(eventOf), truncated: rows.length > limit };
};

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
