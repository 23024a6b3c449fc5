import type { DatabaseSync } from 'node:sqlite';
import { addTo, type Batch, createWriter, type Write } from './batch.ts';
import { createCheckpointer } from './checkpoint.ts';
import { boundMemory } from './copy.ts';
import { readCursors, writeCursor } from './cursor-row.ts';
import { deleteDependency, readDependencies, writeDependency } from './dependency-row.ts';
import { readEvents } from './event-row.ts';
import { readExecs, readOpenExecs } from './exec-row.ts';
import { transact } from './file.ts';
import { readMadeByRules } from './firing-row.ts';
import type { Journal } from './journal.ts';
import { type CounterSpec, createCounter } from './numbers.ts';
import { readOrigins } from './origin-row.ts';
import { endOtherServers } from './other-servers.ts';
import { readPanes } from './pane-row.ts';
import { openPlace, type Place } from './place.ts';
import { type Keeper, keepWithin, type Retention } from './retention.ts';
import { readRules } from './rule-row.ts';
import { readSessions, writeSession } from './session-row.ts';

export interface JournalOptions {
  /** The database file; missing folders are made. */
  readonly path: string;
  /** Told once for each change: a sentence for people, or null when all is well again. */
  readonly onTrouble: (trouble: string | null) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long after a refusal the file is tried again. */
  readonly retryMs?: number;
  /** Told when a new database may not know what the former one did: what still is should be saved again. */
  readonly onRenewed?: () => void;
  /** What may be forgotten; nothing unless given. */
  readonly retention?: Retention | null;
  /** How long after the opening it is looked for the first time. */
  readonly pruneAfterMs?: number;
  /** The file never grows beyond this: at the limit it counts as a full disk. */
  readonly maxBytes?: number;
}

const BATCH_MS = 50;
// A burst that keeps the timer from running must not pile up without end.
const BATCH_SIZE = 1_000;
const RETRY_MS = 5_000;
const MAX_BYTES = 2 * 1024 ** 3;

const NOTHING = { events: [], truncated: false };
const NO_EXECS = { execs: [], truncated: false };

const SEQ: CounterSpec = { key: 'seq_reserved', block: 1_000, highest: 'SELECT max(seq) AS n FROM events' };
const EXEC: CounterSpec = {
  key: 'exec_reserved',
  block: 100,
  highest: 'SELECT max(CAST(substr(exec_id, 2) AS INTEGER)) AS n FROM execs',
};
const RULE: CounterSpec = {
  key: 'rule_reserved',
  block: 20,
  highest: 'SELECT max(CAST(substr(rule_id, 2) AS INTEGER)) AS n FROM rules',
};

/** Never throws: a journal that cannot have its file lives in memory and says so in `trouble`. */
export const openJournal = (options: JournalOptions): Journal => {
  const batch: Batch = new Map();
  let timer: NodeJS.Timeout | null = null;
  let writeOne: (write: Write) => boolean = () => false;
  const sequence = createCounter(SEQ, (error) => place.repair(error));
  const execs = createCounter(EXEC, (error) => place.repair(error));
  const rules = createCounter(RULE, (error) => place.repair(error));
  const counters = [sequence, execs, rules];
  const place = openPlace({
    path: options.path,
    maxBytes: options.maxBytes ?? MAX_BYTES,
    retryMs: options.retryMs ?? RETRY_MS,
    now: options.now,
    onTrouble: options.onTrouble,
    onRenewed: () => options.onRenewed?.(),
    prepare: (database, floor) => {
      writeOne = createWriter(database);
      for (const counter of counters) counter.attach(database, floor);
    },
  });
  const upkeep = upkeepOf(options, place);
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (batch.size === 0) return;
    place.perform((database) =>
      transact(database, () => {
        for (const write of batch.values()) writeOne(write);
      }),
    );
    upkeep.wrote(batch.size);
    batch.clear();
    if (place.path === null) place.perform(boundMemory);
  };
  const add = (write: Write): void => {
    addTo(batch, write);
    if (batch.size >= BATCH_SIZE) flush();
    else timer ??= setTimeout(flush, BATCH_MS).unref();
  };
  const read: Read = (ask) => {
    flush();
    return place.perform(ask);
  };
  return {
    append: (draft) => {
      const event = { seq: sequence.take(), ...draft };
      add({ kind: 'event', event });
      return event;
    },
    ...batched(add, options.now),
    ...memory(place, read),
    ...recollection(read),
    nextExecOrdinal: () => execs.take(),
    nextRuleOrdinal: () => rules.take(),
    get nextSeq() {
      return sequence.next;
    },
    get path() {
      return place.path;
    },
    get trouble() {
      return place.trouble;
    },
    flush,
    dispose: () => {
      upkeep.dispose();
      flush();
      place.perform(() => {
        for (const counter of counters) counter.settle();
      });
      place.dispose();
    },
  };
};

/** What a file needs besides being written: to forget what is over, and to be brought up to date. */
const upkeepOf = ({ retention = null, now, pruneAfterMs }: JournalOptions, place: Place): Keeper => {
  const checkpointer = createCheckpointer();
  const look = (): void => {
    if (place.path !== null) checkpointer.look(place.path);
  };
  const perform = <T>(work: (database: DatabaseSync) => T): T | null => {
    const answer = place.path === null ? null : place.perform(work);
    look();
    return answer;
  };
  const first = pruneAfterMs === undefined ? {} : { firstMs: pruneAfterMs };
  const keeper = retention === null ? null : keepWithin({ retention, now, perform, ...first });
  return {
    wrote: (rows) => {
      keeper?.wrote(rows);
      look();
    },
    dispose: () => keeper?.dispose(),
  };
};

type Batched =
  | 'savePane'
  | 'saveOrigin'
  | 'closePane'
  | 'saveExec'
  | 'saveRule'
  | 'removeRule'
  | 'saveFiring';

/** What reaches the disk with the next batch. */
const batched = (add: (write: Write) => void, now: () => number): Pick<Journal, Batched> => {
  const at = (): string => new Date(now()).toISOString();
  return {
    savePane: (server, pane) => add({ kind: 'pane', server, pane, at: at() }),
    closePane: (server, tmuxPane, goneAt) => add({ kind: 'close', server, tmuxPane, at: goneAt }),
    saveOrigin: (server, tmuxPane, origin) => add({ kind: 'origin', server, tmuxPane, origin }),
    saveExec: (server, exec) => add({ kind: 'exec', server, exec }),
    saveRule: (server, row) => add({ kind: 'rule', server, row, at: at() }),
    removeRule: (ruleId, removedAt) => add({ kind: 'rule-removed', ruleId, at: removedAt }),
    saveFiring: (server, firing) => add({ kind: 'firing', server, firing }),
  };
};

type Read = <T>(ask: (database: DatabaseSync) => T) => T | null;

type Recollection =
  | 'recallPanes'
  | 'recallOrigins'
  | 'recallOpenExecs'
  | 'recallRules'
  | 'madeByRules'
  | 'execs'
  | 'events';

const recollection = (read: Read): Pick<Journal, Recollection> => ({
  recallPanes: (server) =>
    read((database) => {
      endOtherServers(database, server);
      return readPanes(database, server);
    }) ?? [],
  recallOrigins: (server) => read((database) => readOrigins(database, server)) ?? new Map(),
  recallOpenExecs: (server) => read((database) => readOpenExecs(database, server)) ?? [],
  recallRules: (server) => read((database) => readRules(database, server)) ?? [],
  madeByRules: (server) => read((database) => readMadeByRules(database, server)) ?? new Set(),
  execs: (filter) => read((database) => readExecs(database, filter)) ?? NO_EXECS,
  events: (filter) => read((database) => readEvents(database, filter)) ?? NOTHING,
});

type Memory =
  | ('reserveCursor' | 'recallCursors' | 'saveOwner' | 'recallOwners')
  | ('saveDependency' | 'removeDependency' | 'dependencies');

/** What is written at once and on its own: small, and needed by the next daemon whenever this one is killed. */
const memory = (place: Place, read: Read): Pick<Journal, Memory> => ({
  saveDependency: (dependency) => void place.perform((database) => writeDependency(database, dependency)),
  removeDependency: (dependency) => void place.perform((database) => deleteDependency(database, dependency)),
  dependencies: () => read(readDependencies) ?? [],
  reserveCursor: (server, tmuxPane, reserved) =>
    void place.perform((database) => writeCursor(database, server, tmuxPane, reserved)),
  recallCursors: (server) => read((database) => readCursors(database, server)) ?? new Map(),
  saveOwner: (server, sessionId, owner) =>
    void place.perform((database) => writeSession(database, server, sessionId, owner)),
  recallOwners: (server) => read((database) => readSessions(database, server)) ?? new Map(),
});
