import type { DatabaseSync } from 'node:sqlite';
import type { Event } from '../domain/event.ts';
import type { Exec } from '../domain/exec.ts';
import type { TmuxPaneId } from '../domain/ids.ts';
import type { Pane } from '../domain/pane.ts';
import { eventWriter } from './event-row.ts';
import { execWriter } from './exec-row.ts';
import { paneCloser, paneWriter } from './pane-row.ts';
import { isBadValue } from './trouble.ts';

export type Write =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'pane'; readonly server: string; readonly pane: Pane; readonly at: string }
  | { readonly kind: 'close'; readonly server: string; readonly tmuxPane: TmuxPaneId; readonly at: string }
  | { readonly kind: 'exec'; readonly server: string; readonly exec: Exec };

/** What waits for the next transaction. */
export type Batch = Map<string, Write>;

/** In the order of the last change: of many states of one pane in a batch only the newest is written. */
export const addTo = (batch: Batch, write: Write): void => {
  const key = keyOf(write);
  batch.delete(key);
  batch.set(key, write);
};

/**
 * Statements prepared once for each database. A value that no column takes costs its own row only, and the
 * answer is false: it would fail again for ever and take everything behind it along.
 */
export const createWriter = (database: DatabaseSync): ((write: Write) => boolean) => {
  const writeOne = writerOf(database);
  return (write) => {
    try {
      writeOne(write);
      return true;
    } catch (error) {
      if (!isBadValue(error)) throw error;
      return false;
    }
  };
};

const writerOf = (database: DatabaseSync): ((write: Write) => void) => {
  const writeEvent = eventWriter(database);
  const writePane = paneWriter(database);
  const closePane = paneCloser(database);
  const writeExec = execWriter(database);
  return (write) => {
    if (write.kind === 'event') writeEvent(write.event);
    else if (write.kind === 'pane') writePane(write.server, write.pane, write.at);
    else if (write.kind === 'close') closePane(write.server, write.tmuxPane, write.at);
    else writeExec(write.server, write.exec);
  };
};

const keyOf = (write: Write): string => {
  switch (write.kind) {
    case 'event':
      return `event ${write.event.seq}`;
    case 'pane':
      return `pane ${write.pane.tmux_pane} ${write.pane.session_id} ${write.server}`;
    case 'close':
      return `close ${write.tmuxPane} ${write.server}`;
    case 'exec':
      return `exec ${write.exec.exec_id}`;
  }
};
