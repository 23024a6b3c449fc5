import type { DatabaseSync } from 'node:sqlite';
import { isTmuxPaneId, type TmuxPaneId } from '../domain/ids.ts';
import type { Service } from '../domain/service.ts';
import type { PaneOrigin } from './journal.ts';
import { isRecord, jsonOf, listOf, parseJson, select, textOf } from './row.ts';

export const originWriter = (
  database: DatabaseSync,
): ((server: string, tmuxPane: TmuxPaneId, origin: PaneOrigin) => void) => {
  const upsert = database.prepare('INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?)');
  return (server, tmuxPane, { environment, service }) => {
    upsert.run(server, tmuxPane, jsonOf(environment) ?? '[]', service === null ? null : jsonOf(service));
  };
};

/** Of the panes of this server; what other ones left is removed. */
export const readOrigins = (database: DatabaseSync, server: string): ReadonlyMap<TmuxPaneId, PaneOrigin> => {
  database.prepare('DELETE FROM origins WHERE server <> ?').run(server);
  const rows = select(database, 'SELECT tmux_pane, environment, service FROM origins');
  return new Map(
    rows.flatMap((row) => {
      const tmuxPane = textOf(row, 'tmux_pane') ?? '';
      const environment = listOf(row, 'environment').filter((entry) => typeof entry === 'string');
      const service = parseJson(textOf(row, 'service'));
      const origin = { environment, service: isService(service) ? service : null };
      return isTmuxPaneId(tmuxPane) ? [[tmuxPane, origin] as const] : [];
    }),
  );
};

/** What we wrote ourselves: the shape that the daemon leans on is looked at, not every field. */
const isService = (value: unknown): value is Service =>
  isRecord(value) &&
  typeof value.state === 'string' &&
  typeof value.since === 'string' &&
  typeof value.restarts === 'number' &&
  Array.isArray(value.waits_for) &&
  isRecord(value.spec) &&
  isRecord(value.spec.depends_on) &&
  isRecord(value.spec.restart);
