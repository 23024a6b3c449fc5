import type { DatabaseSync } from 'node:sqlite';
import { integerOf, type Row, select } from './row.ts';

/**
 * Numbers that are never given twice, though rows reach the disk up to 50 ms after their number was shown to
 * somebody: a block of numbers is written down as taken before the first of it is given. After a crash counting
 * goes on behind the block (a gap), after an orderly end exactly where it stopped.
 */
export interface Counter {
  readonly next: number;
  take(): number;
  /** From now on blocks are taken in this database; no number below `floor`, nor one that it knows, is given. */
  attach(database: DatabaseSync, floor: number): void;
  /** Gives the rest of the block back, for an orderly end. */
  settle(): void;
}

export interface CounterSpec {
  readonly key: string;
  readonly block: number;
  /** One row with the column `n`: the highest number that a table holds, for files whose meta row was lost. */
  readonly highest: string;
}

/** `onTrouble` gets what the database said when a block could not be written; numbers are given all the same. */
export const createCounter = (spec: CounterSpec, onTrouble: (error: unknown) => void): Counter => {
  let next = 1;
  let reserved = 1;
  let database: DatabaseSync | null = null;
  const reserve = (upTo: number): void => {
    reserved = upTo;
    if (database !== null) writeDurably(database, spec.key, upTo);
  };
  return {
    get next() {
      return next;
    },
    take: () => {
      if (next >= reserved) {
        try {
          reserve(next + spec.block);
        } catch (error) {
          onTrouble(error);
        }
      }
      next += 1;
      return next - 1;
    },
    attach: (to, floor) => {
      next = Math.max(next, floor, storedIn(to, spec));
      database = to;
      reserve(next + spec.block);
    },
    settle: () => reserve(next),
  };
};

const storedIn = (database: DatabaseSync, { key, highest }: CounterSpec): number => {
  const reserved = select(database, 'SELECT value AS n FROM meta WHERE key = ?', key);
  const used = select(database, highest);
  return Math.max(1, naturalIn(reserved), naturalIn(used) + 1);
};

// NORMAL may lose the newest commits when the power goes, and with them a reservation; one sync a block does not
// hurt. The pragma has no effect inside a transaction, so this never runs in one.
const writeDurably = (database: DatabaseSync, key: string, value: number): void => {
  database.exec('PRAGMA synchronous = FULL');
  try {
    database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, value);
  } finally {
    database.exec('PRAGMA synchronous = NORMAL');
  }
};

const naturalIn = ([row]: readonly Row[]): number =>
  Math.max(0, (row === undefined ? null : integerOf(row, 'n')) ?? 0);
