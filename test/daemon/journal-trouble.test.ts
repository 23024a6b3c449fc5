import { spawnSync } from 'node:child_process';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { at, type Running, type Stage, withStage } from './real-daemon.ts';

/** What a daemon does whose database can not be written, is damaged, locked or of another time. */

const fileOf = ({ home, place }: Stage): string => join(home, `${place.key}.db`);
const problems = async (stage: Stage): Promise<string> =>
  String(at(await stage.ask('daemon-status'), 'problems'));
const untilWell = (stage: Stage): Promise<unknown> =>
  until(async () => (await problems(stage)) === '', { what: 'no problem any more' });
const untilTrouble = (stage: Stage, text: string): Promise<unknown> =>
  until(async () => (await problems(stage)).includes(text), { what: `the problem "${text}"` });

/** Each writes one event. */
const note = (stage: Stage, value: string): Promise<unknown> =>
  stage.ask('pane-metadata-set', { session: 'build', pane: 'main', key: 'note', value });

const notes = async (stage: Stage): Promise<readonly unknown[]> => {
  const events = at(await stage.ask('orchestration-log', { type: 'pane.metadata_set', n: 10_000 }), 'events');
  return Array.isArray(events) ? events.map((event) => at(event, 'data', 'value')) : [];
};

const rows = async (stage: Stage, sql: string): Promise<unknown> =>
  at(await stage.ask('query', { sql }), 'rows');

const end = async (running: Running): Promise<void> => {
  running.process.kill('SIGTERM');
  await running.ended;
};

/** A rule, a pane with a maker and a note: what the next daemon has to know. */
const furnish = async (stage: Stage): Promise<void> => {
  await stage.ask('session-create', { session: 'build', cwd: stage.tmux.folder });
  await stage.ask('on-exit', { session: 'build', pane: '*', action: "notify 'over'", name: 'keeper' });
  await note(stage, 'first');
};

const expectFurniture = async (stage: Stage, value: string): Promise<void> => {
  const pane = await stage.ask('pane-status', { session: 'build', pane: 'main' });
  expect(pane).toMatchObject({ owner: { name: 'tester' }, metadata: { note: value } });
  expect(await stage.ask('rule-show', { rule: 'keeper' })).toMatchObject({ state: 'armed' });
};

describe('a damaged database', () => {
  it('is set aside when the daemon starts, which begins a new one', () =>
    withStage(async (stage) => {
      writeFileSync(fileOf(stage), 'no database '.repeat(1_000));
      stage.start();
      await furnish(stage);
      expect(await problems(stage)).toContain('set aside');
      const [aside = ''] = readdirSync(stage.home).filter((name) => name.includes('.corrupt-'));
      expect(readFileSync(join(stage.home, aside), 'utf8')).toBe('no database '.repeat(1_000));
      expect(await rows(stage, 'SELECT name FROM rules')).toEqual([['keeper']]);
      expect(await rows(stage, `SELECT count(*) FROM events WHERE type = 'journal.failed'`)).toEqual([[1]]);
    }));

  it('is set aside while the daemon works, and the new one knows all that is there', () =>
    withStage(async (stage) => {
      const first = stage.start();
      await furnish(stage);
      await end(first);
      fill(fileOf(stage));
      const second = stage.start();
      await expectFurniture(stage, 'first');
      spoil(fileOf(stage));
      await note(stage, 'second');
      await stage.ask('orchestration-log', { n: 10_000 });
      await untilTrouble(stage, 'set aside');
      await note(stage, 'third');
      second.process.kill('SIGKILL');
      await second.ended;
      stage.start();
      await expectFurniture(stage, 'third');
      expect(await problems(stage)).toBe('');
    }));
});

it('leaves the database of a newer panectl as it is, and works without', () =>
  withStage(async (stage) => {
    const file = fileOf(stage);
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA journal_mode = WAL; CREATE TABLE future (x); PRAGMA user_version = 99');
    newer.close();
    const before = readFileSync(file);
    const running = stage.start();
    await furnish(stage);
    await expectFurniture(stage, 'first');
    expect(await problems(stage)).toContain('newer panectl');
    await end(running);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(stage.home).filter((name) => name.includes('corrupt'))).toEqual([]);
  }));

it('works on while somebody else holds the database, and writes all of it afterwards', () =>
  withStage(async (stage) => {
    const first = stage.start();
    await furnish(stage);
    // The daemon may be writing just now.
    const other = new DatabaseSync(fileOf(stage), { timeout: 60_000 });
    other.exec('BEGIN EXCLUSIVE');
    await note(stage, 'held');
    await untilTrouble(stage, 'locked');
    await note(stage, 'still held');
    expect(await notes(stage)).toEqual(['first', 'held', 'still held']);
    await end(first);
    // A daemon that comes up meanwhile knows what it can read.
    stage.start();
    await expectFurniture(stage, 'first');
    await note(stage, 'held again');
    expect(await problems(stage)).toContain('locked');
    other.exec('ROLLBACK');
    other.close();
    await untilWell(stage);
    await expectFurniture(stage, 'held again');
    expect(
      await rows(stage, `SELECT data ->> '$.value' FROM events WHERE type = 'pane.metadata_set'`),
    ).toEqual([['first'], ['held again']]);
  }));

/** A disk of the daemon's own, which ends with it; the test reaches it through /proc. */
const ownDisk = ({ home }: Stage, options: string): readonly string[] => [
  ...['unshare', '-m', 'sh', '-c'],
  ...[`mount -t tmpfs -o ${options} tmpfs "$0" && exec "$@"`, home],
];
const inside = ({ process: { pid = 0 } }: Running, path: string): string => `/proc/${pid}/root${path}`;
const canMount = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;

describe.runIf(canMount)('a disk of its own', () => {
  it('that is full keeps the daemon in memory until there is room again', () =>
    withStage(async (stage) => {
      const running = stage.start(ownDisk(stage, 'size=1m,mode=700'));
      await furnish(stage);
      const filler = inside(running, join(stage.home, 'filler'));
      fillDisk(filler);
      for (let count = 0; !(await problems(stage)).includes('No room'); count += 1)
        await note(stage, `${count} ${'x'.repeat(4_000)}`);
      await note(stage, 'in memory');
      expect((await notes(stage)).at(-1)).toBe('in memory');
      await expectFurniture(stage, 'in memory');
      rmSync(filler);
      await untilWell(stage);
      expect(
        await rows(stage, `SELECT count(*) FROM events WHERE data ->> '$.value' IN ('first', 'in memory')`),
      ).toEqual([[2]]);
      expect(await rows(stage, 'SELECT count(*) = count(DISTINCT seq) FROM events')).toEqual([[1]]);
      expect(await rows(stage, `SELECT metadata ->> '$.note' FROM panes WHERE label = 'main'`)).toEqual([
        ['in memory'],
      ]);
    }));

  it('that can only be read lets the daemon start all the same', () =>
    withStage(async (stage) => {
      const running = stage.start(ownDisk(stage, 'ro,size=4m,mode=700'));
      await furnish(stage);
      expect(await problems(stage)).toContain('memory only');
      expect(String(at(await stage.ask('doctor'), 'healthy'))).toBe('false');
      const { pid = 0 } = running.process;
      const remount = ['-t', `${pid}`, '-m', 'mount', '-o', 'remount,rw', stage.home];
      expect(spawnSync('nsenter', remount).status).toBe(0);
      await untilWell(stage);
      await expectFurniture(stage, 'first');
      expect(await rows(stage, 'SELECT name FROM rules')).toEqual([['keeper']]);
      expect(statSync(inside(running, fileOf(stage))).mode & 0o777).toBe(0o600);
    }));
});

const fillDisk = (path: string): void => {
  const file = openSync(path, 'w');
  try {
    for (const chunk of [Buffer.alloc(65_536), Buffer.alloc(1)]) writeUntilFull(file, chunk);
  } finally {
    closeSync(file);
  }
};

const writeUntilFull = (file: number, chunk: Buffer): void => {
  try {
    for (;;) writeSync(file, chunk);
  } catch {
    // ENOSPC.
  }
};

/** So many events that a daemon that starts does not read all of them, and young ones, which it does not forget either. */
const fill = (path: string): void => {
  const database = new DatabaseSync(path);
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 100000 UNION ALL SELECT i + 1 FROM n WHERE i < 104000)
    INSERT INTO events SELECT i, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'output.gap', NULL, NULL, NULL, NULL, '{}', NULL, '{}'
    FROM n`);
  database.close();
};

/** All but what was read already; SQLite meets it when it reads on. */
const spoil = (path: string): void => {
  const size = statSync(path).size;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(size - 65_536, 0x5a), 0, size - 65_536, 65_536);
  closeSync(file);
};
