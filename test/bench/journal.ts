import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createCheckpointer } from '../../src/journal/checkpoint.ts';
import { openFile } from '../../src/journal/file.ts';
import { openJournal } from '../../src/journal/open.ts';
import { keepWithin } from '../../src/journal/retention.ts';
import { withPrivateTmux } from '../support/private-tmux.ts';
import { until } from '../support/until.ts';
import { withHome, withPanectl } from '../support/with-panectl.ts';
import { percentile } from './figures.ts';
import { openInside } from './inside.ts';
import { CALLER, type Link, openLink } from './link.ts';
import { ms, type Row } from './row.ts';

const ROUNDS = 200;
const EVENTS = 10_000;
const OLD_EVENTS = 100_000;
const DAY_MS = 86_400_000;

/** How soon what happened can be read, and what remembering and forgetting cost the daemon. */
export const benchJournal = async (): Promise<readonly Row[]> => [
  ...(await benchReading()),
  ...(await benchWriting()),
  await benchForgetting(),
];

/** Counted from the time that stands in the event. Whoever asks, asks again and again over a connection of his own. */
const benchReading = (): Promise<readonly Row[]> =>
  withPanectl(
    async (house) => {
      await house.ask('session-create', 'bench');
      const [writer, reader, follower] = await Promise.all([1, 2, 3].map(() => openLink(house.tmux.socket)));
      if (writer === undefined || reader === undefined || follower === undefined) return [];
      const followed = listen(follower);
      const asked: number[] = [];
      const told: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const value = `round ${round}`;
        const write = writer.call('pane-metadata-set', { session: 'bench', pane: 'main', key: 'n', value });
        asked.push(await untilRead(reader, value));
        told.push(await followed(value));
        await write;
      }
      for (const link of [writer, reader, follower]) link.end();
      return [
        readingRow('event written, in the answer of orchestration-log', asked),
        readingRow('event written, told by orchestration-log --follow', told),
      ];
    },
    { session: null },
  );

const FILTER = { session: 'bench', type: 'pane.metadata_set' };

const untilRead = async (reader: Link, value: string): Promise<number> => {
  for (;;) {
    const late = latenessIn(await reader.call('orchestration-log', { ...FILTER, n: 1 }), value);
    if (late !== null) return late;
  }
};

/** Answers how late the event with a value was told. */
const listen = (link: Link): ((value: string) => Promise<number>) => {
  const late = new Map<string, number>();
  link.onMessage((message) => {
    if (message.kind !== 'item') return;
    const value = /"value":"(round \d+)"/.exec(JSON.stringify(message.item))?.[1] ?? '';
    late.set(value, latenessIn(message.item, value) ?? Number.NaN);
  });
  const input = { ...FILTER, follow: true };
  link.send({ kind: 'call', id: 0, command: 'orchestration-log', input, caller: CALLER });
  return (value) => until(() => late.get(value), { what: `the event of ${value}` });
};

const latenessIn = (answer: unknown, value: string): number | null => {
  const text = JSON.stringify(answer);
  const at = /"at":"([^"]+)"/.exec(text)?.[1];
  if (at === undefined || !text.includes(`"value":"${value}"`)) return null;
  return performance.timeOrigin + performance.now() - Date.parse(at);
};

const readingRow = (what: string, taken: readonly number[]): Row => {
  const p99 = percentile(taken, 0.99);
  return {
    what,
    figures: { p50: ms(percentile(taken, 0.5)), p99: ms(p99) },
    goal: { text: 'p99 50 ms', met: p99 <= 50 },
  };
};

/** The floor: the same rows through SQLite alone, in one transaction. */
const benchWriting = (): Promise<readonly Row[]> =>
  withPrivateTmux(async (tmux) => {
    const floor = await cpuMsOf(() => insertBare(join(tmux.folder, 'bare.db')));
    const inside = await openInside(tmux);
    await inside.record(1_000);
    const taken = await cpuMsOf(() => inside.record(EVENTS));
    await inside.end();
    return [
      { what: `${EVENTS} rows through SQLite alone, CPU`, figures: { took: ms(floor) }, goal: null },
      {
        what: `${EVENTS} events through the daemon, CPU`,
        figures: { took: ms(taken) },
        goal: { text: '1 s', met: taken <= 1_000 },
      },
    ];
  });

const insertBare = async (path: string): Promise<void> => {
  const database = new DatabaseSync(path);
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE events (seq INTEGER PRIMARY KEY, at TEXT, data TEXT)',
  );
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?)');
  database.exec('BEGIN');
  for (let seq = 1; seq <= EVENTS; seq += 1) insert.run(seq, new Date().toISOString(), '{"keys":12}');
  database.exec('COMMIT');
  database.close();
};

const cpuMsOf = async (work: () => Promise<void>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** Each step stops everything else in the daemon for as long. */
const benchForgetting = (): Promise<Row> =>
  withHome(async (home) => {
    const path = join(home, 'a.db');
    writeOld(path);
    const database = openFile(path, Number.MAX_SAFE_INTEGER);
    const checkpointer = createCheckpointer();
    const steps: number[] = [];
    const left = () => Number(database.prepare('SELECT count(*) AS n FROM events').get()?.n);
    const keeper = keepWithin({
      retention: { maxAgeMs: DAY_MS, maxBytes: Number.MAX_SAFE_INTEGER },
      perform: (work) => {
        const begun = performance.now();
        const answer = work(database);
        checkpointer.look(path);
        steps.push(performance.now() - begun);
        return answer;
      },
      now: Date.now,
      firstMs: 0,
    });
    await until(() => left() === 0, { what: 'all to be forgotten', deadline: 120_000 });
    keeper.dispose();
    database.close();
    const longest = Math.max(...steps);
    return {
      what: `${OLD_EVENTS} events forgotten, the steps of it`,
      figures: {
        p50: ms(percentile(steps, 0.5)),
        p99: ms(percentile(steps, 0.99)),
        longest: ms(longest),
      },
      goal: { text: '20 ms', met: longest <= 20 },
    };
  });

const writeOld = (path: string): void => {
  const journal = openJournal({ path, now: Date.now, onTrouble: () => undefined });
  const at = new Date(Date.now() - 2 * DAY_MS).toISOString();
  for (let count = 0; count < OLD_EVENTS; count += 1)
    journal.append({
      ...{ at, type: 'keys.sent', session: 'bench', tmux_pane: null, pane_id: null, label: `w${count % 50}` },
      ...{ actor: { kind: 'cli', name: 'bench', tmux_pane: null }, caused_by: null, data: { keys: 12 } },
    });
  journal.dispose();
};
