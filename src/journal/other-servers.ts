import type { DatabaseSync } from 'node:sqlite';

/**
 * One tmux server at a time has this socket, so what an earlier one left while nobody watched has ended: nothing of it
 * may stand there as if it still were.
 */
export const endOtherServers = (database: DatabaseSync, server: string): void => {
  for (const sql of ENDINGS) database.prepare(sql).run(server);
};

const ENDINGS = [
  `UPDATE panes SET gone_at = updated_at, completed_at = coalesce(completed_at, updated_at)
   WHERE gone_at IS NULL AND server <> ?`,
  `UPDATE execs SET outcome = 'lost' WHERE outcome = 'running' AND server <> ?`,
  'UPDATE rules SET removed_at = updated_at WHERE removed_at IS NULL AND server <> ?',
];
