import type { DatabaseSync } from 'node:sqlite';
import type { Actor } from '../domain/actor.ts';
import { isSessionId, type SessionId } from '../domain/ids.ts';
import { actorOf, jsonOf, select, textOf } from './row.ts';

export const writeSession = (
  database: DatabaseSync,
  server: string,
  sessionId: SessionId,
  owner: Actor,
): void => {
  const json = jsonOf(owner) ?? '{}';
  database.prepare('INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)').run(server, sessionId, json);
};

/** Who made the sessions of this server; what other ones left is removed. */
export const readSessions = (database: DatabaseSync, server: string): ReadonlyMap<SessionId, Actor> => {
  database.prepare('DELETE FROM sessions WHERE server <> ?').run(server);
  const rows = select(database, 'SELECT session_id, owner FROM sessions');
  return new Map(
    rows.flatMap((row) => {
      const sessionId = textOf(row, 'session_id') ?? '';
      const owner = actorOf(row, 'owner');
      return isSessionId(sessionId) && owner !== null ? [[sessionId, owner] as const] : [];
    }),
  );
};
