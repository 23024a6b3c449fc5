import type { DatabaseSync } from 'node:sqlite';
import { isTmuxPaneId, type TmuxPaneId } from '../domain/ids.ts';
import { integerOf, select, textOf } from './row.ts';

export const writeCursor = (
  database: DatabaseSync,
  server: string,
  tmuxPane: TmuxPaneId,
  reserved: number,
): void => {
  database.prepare('INSERT OR REPLACE INTO cursors VALUES (?, ?, ?)').run(server, tmuxPane, reserved);
};

/** Of this server; what other ones left is removed, as their panes will not come back. */
export const readCursors = (database: DatabaseSync, server: string): ReadonlyMap<TmuxPaneId, number> => {
  database.prepare('DELETE FROM cursors WHERE server <> ?').run(server);
  const rows = select(database, 'SELECT tmux_pane, reserved FROM cursors');
  return new Map(
    rows.flatMap((row) => {
      const tmuxPane = textOf(row, 'tmux_pane') ?? '';
      const reserved = integerOf(row, 'reserved');
      return isTmuxPaneId(tmuxPane) && reserved !== null ? [[tmuxPane, reserved] as const] : [];
    }),
  );
};
