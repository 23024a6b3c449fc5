import type { DatabaseSync } from 'node:sqlite';
import { SESSION_CONDITIONS, type SessionDependency } from '../domain/dependency.ts';
import { oneOf, select, textOf } from './row.ts';

/** Replaces the one between the same two names. */
export const writeDependency = (
  database: DatabaseSync,
  { session, on, condition }: SessionDependency,
): void => {
  const sql = 'INSERT OR REPLACE INTO session_dependencies VALUES (?, ?, ?)';
  database.prepare(sql).run(session, on, condition);
};

export const deleteDependency = (
  database: DatabaseSync,
  { session, on }: Pick<SessionDependency, 'session' | 'on'>,
): void => {
  database.prepare('DELETE FROM session_dependencies WHERE session = ? AND depends_on = ?').run(session, on);
};

export const readDependencies = (database: DatabaseSync): readonly SessionDependency[] =>
  select(database, 'SELECT * FROM session_dependencies ORDER BY session, depends_on').flatMap((row) => {
    const [session, on] = [textOf(row, 'session'), textOf(row, 'depends_on')];
    const condition = oneOf(SESSION_CONDITIONS, textOf(row, 'condition'));
    return session === null || on === null || condition === null ? [] : [{ session, on, condition }];
  });
