import type { DatabaseSync } from 'node:sqlite';
import type { Event } from '../domain/event.ts';
import type { Exec } from '../domain/exec.ts';
import type { RuleId, TmuxPaneId } from '../domain/ids.ts';
import type { Pane } from '../domain/pane.ts';
import type { Firing } from '../domain/rule.ts';
import { eventWriter } from './event-row.ts';
import { execWriter } from './exec-row.ts';
import { firingWriter } from './firing-row.ts';
import type { PaneOrigin, RuleRow } from './journal.ts';
import { originWriter } from './origin-row.ts';
import { paneCloser, paneWriter } from './pane-row.ts';
import { ruleRemover, ruleWriter } from './rule-row.ts';
import { isBadValue } from './trouble.ts';

export type Write =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'pane'; readonly server: string; readonly pane: Pane; readonly at: string }
  | { readonly kind: 'close'; readonly server: string; readonly tmuxPane: TmuxPaneId; readonly at: string }
  | {
      readonly kind: 'origin';
      readonly server: string;
      readonly tmuxPane: TmuxPaneId;
      readonly origin: PaneOrigin;
    }
  | { readonly kind: 'exec'; readonly server: string; readonly exec: Exec }
  | { readonly kind: 'rule'; readonly server: string; readonly row: RuleRow; readonly at: string }
  | { readonly kind: 'rule-removed'; readonly ruleId: RuleId; readonly at: string }
  | { readonly kind: 'firing'; readonly server: string; readonly firing: Firing };

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
  const writers = writersOf(database);
  return (write) => {
    switch (write.kind) {
      case 'event':
        return writers.event(write.event);
      case 'pane':
        return writers.pane(write.server, write.pane, write.at);
      case 'close':
        return writers.close(write.server, write.tmuxPane, write.at);
      case 'origin':
        return writers.origin(write.server, write.tmuxPane, write.origin);
      case 'exec':
        return writers.exec(write.server, write.exec);
      case 'rule':
        return writers.rule(write.server, write.row, write.at);
      case 'rule-removed':
        return writers.ruleRemoved(write.ruleId, write.at);
      case 'firing':
        return writers.firing(write.server, write.firing);
    }
  };
};

const writersOf = (database: DatabaseSync) => ({
  event: eventWriter(database),
  pane: paneWriter(database),
  close: paneCloser(database),
  origin: originWriter(database),
  exec: execWriter(database),
  rule: ruleWriter(database),
  ruleRemoved: ruleRemover(database),
  firing: firingWriter(database),
});

const keyOf = (write: Write): string => {
  switch (write.kind) {
    case 'event':
      return `event ${write.event.seq}`;
    case 'pane':
      return `pane ${write.pane.tmux_pane} ${write.pane.session_id} ${write.server}`;
    case 'close':
      return `close ${write.tmuxPane} ${write.server}`;
    case 'origin':
      return `origin ${write.tmuxPane} ${write.server}`;
    case 'exec':
      return `exec ${write.exec.exec_id}`;
    case 'rule':
      return `rule ${write.row.rule.rule_id}`;
    case 'rule-removed':
      return `removed ${write.ruleId}`;
    case 'firing':
      return `firing ${write.firing.seq}`;
  }
};
