import type { DatabaseSync } from 'node:sqlite';
import { copyRecent, copyTables } from './copy.ts';
import { openFile, openMemory, openToRead, PATIENCE_MS, setAside } from './file.ts';
import { asideSentenceOf, classify, sentenceOf, type Trouble, withRoom } from './trouble.ts';

export interface PlaceOptions {
  readonly path: string;
  readonly maxBytes: number;
  readonly retryMs: number;
  readonly now: () => number;
  readonly onTrouble: (trouble: string | null) => void;
  /** A database has taken the place of another one and may know less than that one did. */
  readonly onRenewed: () => void;
  /** Told of every database before its first use; `floor` is the lowest number that is surely new. May throw. */
  readonly prepare: (database: DatabaseSync, floor: number) => void;
}

/** Where the journal is written just now: its file, or memory while the file refuses. */
export interface Place {
  readonly path: string | null;
  readonly trouble: string | null;
  /** Runs `work`; when the database fails, mends or replaces it and runs `work` once more. Null: failed again. */
  perform<T>(work: (database: DatabaseSync) => T): T | null;
  /** Reacts to an error that a use outside `perform` met. */
  repair(error: unknown): void;
  dispose(): void;
}

type Open = { readonly database: DatabaseSync; readonly inFile: boolean };

export const openPlace = (options: PlaceOptions): Place => {
  let trouble: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  const report = (sentence: string | null): void => {
    if (sentence === trouble) return;
    trouble = sentence;
    options.onTrouble(sentence);
  };
  const retryLater = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      returnToFile();
    }, options.retryMs).unref();
  };
  const lapse = (found: Trouble, old: Open | null): Open => {
    const cause = withRoom(found, options.path);
    report(sentenceOf(cause, options.path, options.retryMs));
    if (cause.kind !== 'newer') retryLater();
    return openInMemory(options, old ?? readable(options.path, cause));
  };
  const replace = (old: Open | null): Open => {
    if (old !== null) close(old.database);
    try {
      const aside = setAside(options.path, options.now());
      const fresh = openInFile(options, floorOf(options, old));
      report(asideSentenceOf(options.path, aside));
      return fresh;
    } catch (failure) {
      return lapse(classify(failure, 'opening'), null);
    }
  };
  const mend = (error: unknown, old: Open | null): Open => {
    const cause = classify(error, old === null ? 'opening' : 'working');
    return cause.kind === 'damaged' && old?.inFile !== false ? replace(old) : lapse(cause, old);
  };
  const begin = (): Open => {
    try {
      return openInFile(options, 1, PATIENCE_MS.starting);
    } catch (error) {
      return mend(error, null);
    }
  };
  let open = begin();
  const repair = (error: unknown): void => {
    open = mend(error, open);
    options.onRenewed();
  };
  const returnToFile = (): void => {
    const back = reopen(options, open.database);
    if (back === null) {
      retryLater();
      return;
    }
    close(open.database);
    open = back;
    report(null);
  };
  return {
    get path() {
      return open.inFile ? options.path : null;
    },
    get trouble() {
      return trouble;
    },
    repair,
    perform: (work) => {
      try {
        return work(open.database);
      } catch (error) {
        repair(error);
      }
      try {
        return work(open.database);
      } catch {
        return null;
      }
    },
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
      if (!open.inFile) reopen(options, open.database)?.database.close();
      close(open.database);
    },
  };
};

const openInFile = (options: PlaceOptions, floor: number, patienceMs?: number): Open => {
  const database = openFile(options.path, options.maxBytes, patienceMs);
  try {
    options.prepare(database, floor);
    return { database, inFile: true };
  } catch (error) {
    close(database);
    throw error;
  }
};

/** A file that can not be written can mostly be read; not one that is damaged, or of another time. */
const readable = (path: string, { kind }: Trouble): Open | null => {
  const database = kind === 'full' || kind === 'refused' ? openToRead(path) : null;
  return database === null ? null : { database, inFile: true };
};

/** Memory begins with the newest of what the failing file can still tell, so that people go on seeing it. */
const openInMemory = (options: PlaceOptions, old: Open | null): Open => {
  const database = openMemory();
  if (old !== null) {
    copyRecent(old.database, database);
    close(old.database);
  }
  options.prepare(database, floorOf(options, old));
  return { database, inFile: false };
};

/** Null while the file still refuses. A file that turns out damaged is out of the way at the next attempt. */
const reopen = (options: PlaceOptions, memory: DatabaseSync): Open | null => {
  let back: Open | null = null;
  try {
    back = openInFile(options, 1);
    copyTables(memory, back.database);
    return back;
  } catch (error) {
    if (back !== null) close(back.database);
    options.prepare(memory, 1);
    if (classify(error, 'opening').kind === 'damaged') trySetAside(options);
    return null;
  }
};

const trySetAside = ({ path, now }: PlaceOptions): void => {
  try {
    setAside(path, now());
  } catch {
    // The folder refuses as well: the next attempt meets the same file again.
  }
};

/**
 * Numbers that a file gave away are not known when it could not be read at all. Seconds since 1970 are above what any log has counted
 * to by events of its own, and grow, so that a second accident does not repeat the numbers of the first.
 */
const floorOf = ({ now }: PlaceOptions, known: Open | null): number =>
  known === null ? Math.floor(now() / 1_000) : 1;

const close = (database: DatabaseSync): void => {
  try {
    database.close();
  } catch {
    // Closed already, or the disk refuses the last checkpoint: the -wal file keeps it for the next opening.
  }
};
