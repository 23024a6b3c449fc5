import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { draft, journalAt, pane, SERVER, temporaryFolder } from './samples.ts';

const filesBeside = (path: string): string[] => readdirSync(dirname(path)).sort();

describe('a journal in trouble', () => {
  test('sets a file aside that is no database and begins a new one with numbers of its own', () => {
    const path = join(temporaryFolder(), 'a.db');
    writeFileSync(path, 'this is not a database, but it is long enough to be taken for one '.repeat(100));
    const { journal, troubles } = journalAt(path);
    expect(journal.path).toBe(path);
    expect(journal.append(draft()).seq).toBeGreaterThan(1_000_000_000);
    expect(journal.events({ limit: 5 }).events).toHaveLength(1);
    expect(troubles).toEqual([expect.stringContaining('set aside')]);
    const aside = filesBeside(path).find((name) => name.startsWith('a.db.corrupt-')) ?? '';
    expect(readFileSync(join(dirname(path), aside), 'utf8')).toContain('this is not a database');
  });

  test("sets somebody else's tables aside", () => {
    const path = join(temporaryFolder(), 'a.db');
    const foreign = new DatabaseSync(path);
    foreign.exec('CREATE TABLE panes (x); PRAGMA user_version = 0');
    foreign.close();
    const { journal } = journalAt(path);
    expect(journal.trouble).toContain('set aside');
    expect(journal.path).toBe(path);
  });

  test('leaves the file of a newer panectl alone and lives in memory', () => {
    const path = join(temporaryFolder(), 'a.db');
    const newer = new DatabaseSync(path);
    newer.exec('CREATE TABLE future (x); PRAGMA user_version = 99');
    newer.close();
    const { journal } = journalAt(path);
    expect(journal.path).toBeNull();
    expect(journal.trouble).toContain('newer panectl');
    expect(journal.append(draft()).seq).toBeGreaterThan(1);
    expect(journal.events({ limit: 5 }).events).toHaveLength(1);
    expect(filesBeside(path).some((name) => name.includes('corrupt'))).toBe(false);
  });

  test('notices a file that is spoilt while it is open', () => {
    const path = join(temporaryFolder(), 'a.db');
    const first = journalAt(path).journal;
    for (let count = 0; count < 3_000; count += 1) first.append(draft());
    first.dispose();
    const { journal, troubles } = journalAt(path);
    const size = readFileSync(path).length;
    writeFileSync(
      path,
      Buffer.concat([readFileSync(path).subarray(0, 4_096), Buffer.alloc(size - 4_096, 0x5a)]),
    );
    const seq = journal.append(draft()).seq;
    expect(seq).toBe(3_001);
    expect(journal.events({ limit: 5 }).events.map((event) => event.seq)).toEqual([3_001]);
    expect(journal.path).toBe(path);
    expect(troubles).toEqual([expect.stringContaining('set aside')]);
  });

  test('survives a file that is cut to nothing', () => {
    const path = join(temporaryFolder(), 'a.db');
    const first = journalAt(path).journal;
    first.append(draft());
    first.dispose();
    truncateSync(path, 0);
    expect(journalAt(path).journal.append(draft()).seq).toBeGreaterThan(0);
  });

  test('lives in memory where its folder cannot be, and goes to disk with all it has once it can', async () => {
    const folder = join(temporaryFolder(), 'state');
    writeFileSync(folder, 'a file where the folder should be');
    const { journal, troubles } = journalAt(join(folder, 'a.db'), { retryMs: 20 });
    expect(journal.path).toBeNull();
    expect(journal.trouble).toContain('memory only');
    const { seq } = journal.append(draft());
    journal.savePane(SERVER, pane());
    expect(journal.recallPanes(SERVER)).toHaveLength(1);
    rmSync(folder);
    mkdirSync(folder);
    await until(() => journal.path !== null, { what: 'the way back to disk' });
    expect(troubles).toEqual([expect.stringContaining('tries again'), null]);
    const next = journal.append(draft()).seq;
    expect(next).toBeGreaterThan(seq);
    expect(journal.events({ limit: 5 }).events.map((event) => event.seq)).toEqual([seq, next]);
    expect(journal.recallPanes(SERVER)).toHaveLength(1);
  });

  test('goes on in memory when the disk is full and keeps what people saw last', () => {
    const path = join(temporaryFolder(), 'a.db');
    const { journal, troubles } = journalAt(path, { maxBytes: 200 * 1_024, retryMs: 3_600_000 });
    let seq = 0;
    for (let count = 0; count < 3_000; count += 1) seq = journal.append(draft()).seq;
    expect(journal.events({ limit: 1 }).events.map((event) => event.seq)).toEqual([seq]);
    expect(seq).toBe(3_000);
    expect(journal.events({ limit: 3_000 }).truncated).toBe(false);
    expect(troubles).toEqual([expect.stringContaining('No room')]);
    expect(filesBeside(path).some((name) => name.includes('corrupt'))).toBe(false);
  });

  test('bounds what it keeps in memory', () => {
    const { journal } = journalAt('/dev/null/a.db');
    for (let count = 0; count < 7_000; count += 1) journal.append(draft());
    expect(journal.events({ limit: 10_000 }).events).toHaveLength(5_000);
  });
});
