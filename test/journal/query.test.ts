import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { runQuery } from '../../src/journal/query.ts';
import { draft, journalAt, pane, SERVER, temporaryFolder } from './samples.ts';

const LONG_MS = 60_000;

const ask = (path: string, sql: string, timeoutMs = LONG_MS) =>
  runQuery(path, sql, new AbortController().signal, timeoutMs);

const filled = (): string => {
  const path = join(temporaryFolder(), 'a.db');
  const { journal } = journalAt(path);
  journal.append(draft());
  journal.savePane(SERVER, pane());
  journal.flush();
  return path;
};

describe('a query', () => {
  test('reads while the journal is open, repeated columns kept in their order', async () => {
    expect(await ask(filled(), 'SELECT label, pane_id, label FROM panes;')).toEqual({
      ok: true,
      value: { columns: ['label', 'pane_id', 'label'], rows: [['build', 0, 'build']], truncated: false },
    });
  });

  test('has the snapshots that it is given as one more table, which can not be written either', async () => {
    const file = '/tmp/a.yml';
    const own = {
      snapshot_id: 7,
      session: 'dev',
      at: 'T',
      panes: 2,
      bytes: 300,
      reason: 'pane.changed',
      file,
    };
    const run = (sql: string) => runQuery(filled(), sql, new AbortController().signal, LONG_MS, [own]);
    expect(await run('SELECT * FROM snapshots JOIN panes')).toMatchObject({
      value: { rows: [expect.arrayContaining(Object.values(own))] },
    });
    expect(await run('DELETE FROM snapshots')).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });

  test('gives every value as JSON can hold it', async () => {
    const sql = `SELECT 9007199254740993, 42, 1.5, 9e999, x'00ff', NULL, 'a;b' -- ; end`;
    expect(await ask(filled(), sql)).toMatchObject({
      ok: true,
      value: { rows: [['9007199254740993', 42, 1.5, 'Infinity', 'AP8=', null, 'a;b']] },
    });
  });

  test('is cut at 10,000 rows and at 4 MiB', async () => {
    const path = filled();
    const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';
    const many = await ask(path, `${numbers} SELECT i FROM n`);
    expect(many.ok && [many.value.rows.length, many.value.truncated]).toEqual([10_000, true]);
    const large = await ask(path, `${numbers} SELECT hex(zeroblob(500000)) FROM n`);
    expect(large.ok && [large.value.rows.length, large.value.truncated]).toEqual([4, true]);
  });

  test.each([
    [`DELETE FROM events`, 'only reads'],
    [`WITH x AS (SELECT 1) INSERT INTO meta VALUES ('a', 1)`, 'only reads'],
    [`PRAGMA user_version = 7`, 'only reads'],
    [`ATTACH '/tmp/other.db' AS other`, 'only reads'],
    [`CREATE TEMP TABLE t (x)`, 'only reads'],
    [`BEGIN IMMEDIATE`, 'only reads'],
    [`SELECT load_extension('/tmp/x.so')`, 'not authorized'],
    [`SELECT 1; DELETE FROM events`, 'more than one statement'],
    [`SELEC 1`, 'syntax error'],
    [`SELECT * FROM no_such_table`, 'no such table'],
    [``, 'no statements'],
  ])('that is %j is a usage error', async (sql, words) => {
    const path = filled();
    expect(await ask(path, sql)).toMatchObject({
      ok: false,
      failure: { code: 'usage', message: expect.stringContaining(words), hint: expect.any(String) },
    });
    const database = new DatabaseSync(path);
    expect(database.prepare('SELECT count(*) AS n FROM events').get()?.n).toBe(1);
    database.close();
  });

  test('without an end is stopped in the middle of a step', async () => {
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    expect(await ask(filled(), endless, 700)).toMatchObject({
      ok: false,
      failure: { code: 'usage', message: expect.stringContaining('0.7 s') },
    });
  });

  test('ends when its caller goes away', async () => {
    const controller = new AbortController();
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    const answer = runQuery(filled(), endless, controller.signal, LONG_MS);
    controller.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });
});
