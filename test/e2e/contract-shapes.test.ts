import { describe, expect, it } from 'vitest';
import { atDoor } from '../support/at-door.ts';
import { DOORS } from '../support/doors.ts';
import { until } from '../support/until.ts';
import type { PanectlHouse } from '../support/with-panectl.ts';

const list = (text: string): readonly string[] => text.split(' ').toSorted();

const PANE = list(
  'session session_id window window_id window_index pane_id tmux_pane label title owner parent status status_since status_source dead ready service command process pid cwd exec_id exit_code signal created_at completed_at active mode alternate_screen awaiting_input width height cursor last_line last_output_at metrics metadata pattern_hits last_match',
);
const BRIEF = list(
  'pane_id tmux_pane label status exit_code command owner dead pattern_hits cpu_percent memory_bytes',
);
const SESSION = list(
  'session session_id owner window_count pane_count attached created_at group status_counts metrics',
);
const EVENT = list('seq at type session tmux_pane pane_id label actor caused_by data');
const EXEC = list(
  'exec_id session pane_id tmux_pane label command owner started_at ended_at duration_ms outcome exit_code signal ended_by first_cursor last_cursor',
);
const METRICS = list('cpu_percent memory_bytes processes runtime_ms sampled_at');
const STATUSES = list('idle running completed failed dead unknown');

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;
const row = (value: unknown): Row => {
  if (!isRow(value)) throw new Error(`no object: ${JSON.stringify(value)}`);
  return value;
};
const rows = (value: unknown): readonly Row[] => {
  if (!Array.isArray(value)) throw new Error(`no list: ${JSON.stringify(value)}`);
  return value.map(row);
};

const expectKeys = (value: unknown, keys: readonly string[]): void =>
  expect(Object.keys(row(value)).toSorted()).toEqual(keys);

/** Every key with `_at` or `_since` is a time or null; nothing anywhere is undefined. */
const expectTimes = (value: unknown): void => {
  for (const [key, each] of Object.entries(row(value))) {
    if (/(_at|^at|status_since)$/.test(key) && each !== null) expect([key, each]).toEqual([key, time()]);
    if (isRow(each)) expectTimes(each);
  }
};
const time = () => expect.stringMatching(TIME);

/** A person's session `work`, and `ours` with a shell and a command that has failed. */
const prepare = async ({ ask }: PanectlHouse): Promise<void> => {
  await ask('--as', 'tester', 'session-create', 'ours');
  await ask('pane-create', 'ours', 'done', '--command', 'echo out; exit 3');
  const isOver = async (): Promise<boolean> => {
    const { status, dead } = row(await ask('pane-status', 'ours', 'done'));
    return status === 'failed' && dead === true;
  };
  await until(isOver, { what: 'the end of the command' });
  await until(async () => row(await ask('pane-status', 'ours', 'main')).metrics !== null, {
    what: 'metrics',
  });
};

describe.each(DOORS)('objects through the %s door', (door) => {
  it('a pane has all its keys, whoever made it and whatever became of it', () =>
    atDoor(door, async (house) => {
      await prepare(house);
      const { ask } = house;
      const panes = [
        ...rows(row(await ask('pane-list-detailed', 'ours')).panes),
        ...rows(row(await ask('pane-list-detailed', 'work')).panes),
      ];
      expect(panes).toHaveLength(3);
      for (const pane of [...panes, row(await ask('pane-find', 'ours', 'main'))]) {
        expectKeys(pane, PANE);
        expectTimes(pane);
        expect(pane.metadata).toEqual({});
        expect(pane.pattern_hits).toBe(0);
        expect(pane.awaiting_input).toBe(null);
        expect(STATUSES).toContain(pane.status);
        if (pane.metrics !== null) expectKeys(pane.metrics, METRICS);
      }
      const [main, done, theirs] = panes;
      expect(main).toMatchObject({
        owner: { kind: 'cli', name: 'tester', tmux_pane: null },
        command: null,
        exit_code: null,
        signal: null,
        completed_at: null,
        created_at: time(),
      });
      expect(done).toMatchObject({
        status: 'failed',
        dead: true,
        exit_code: 3,
        signal: null,
        exec_id: expect.stringMatching(/^e\d+$/),
        completed_at: time(),
        metrics: null,
        command: 'echo out; exit 3',
      });
      expect(theirs).toMatchObject({ owner: null, label: null, parent: null, created_at: null });
    }));

  it('a pane in brief, a session, an exec, an event and the lists they stand in have all their keys', () =>
    atDoor(door, async (house) => {
      await prepare(house);
      const { ask } = house;
      for (const pane of rows(row(await ask('pane-list', 'ours')).panes)) expectKeys(pane, BRIEF);
      const sessions = rows(row(await ask('session-list')).sessions);
      for (const session of sessions) {
        expectKeys(session, SESSION);
        expectTimes(session);
        expectKeys(session.status_counts, STATUSES);
      }
      expect(sessions).toMatchObject([
        { session: 'ours', owner: { name: 'tester' }, pane_count: 2, group: null, attached: 0 },
        { session: 'work', owner: null, pane_count: 1 },
      ]);
      const exec = row(await ask('pane-exec', 'ours', 'main', 'true'));
      expectKeys(exec, EXEC);
      expect(exec).toMatchObject({ outcome: 'running', started_at: time(), ended_at: null, exit_code: null });
      const log = row(await ask('orchestration-log'));
      expectKeys(log, list('events next_seq truncated'));
      const events = rows(log.events);
      for (const event of events) {
        expectKeys(event, EVENT);
        expectTimes(event);
        expect(event.type).toMatch(/^[a-z]+\.[a-z_]+$/);
        expectKeys(event.actor, list('kind name tmux_pane'));
      }
      const seqs = events.map(({ seq }) => Number(seq));
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(log.next_seq).toBe((seqs.at(-1) ?? 0) + 1);
    }));

  it('metrics have a history, and lines what was left out', () =>
    atDoor(door, async (house) => {
      await prepare(house);
      const { ask } = house;
      const { metrics } = row(await ask('pane-metrics', 'ours', 'main'));
      expectKeys(metrics, [...METRICS, 'history'].toSorted());
      for (const point of rows(row(metrics).history)) {
        expectKeys(point, list('at cpu_percent memory_bytes'));
        expectTimes(point);
      }
      const gone = row(await ask('pane-metrics', 'ours', 'done'));
      expect(gone).toEqual({ tmux_pane: expect.any(String), metrics: null });
      const totals = row(await ask('session-metrics', 'ours'));
      expectKeys(totals, list('session session_id metrics status_counts per_status panes'));
      for (const pane of rows(totals.panes)) {
        expectKeys(pane, list('tmux_pane pane_id label metrics history'));
        expect(Array.isArray(pane.history)).toBe(true);
      }
      const { output } = row(await ask('pane-capture', 'ours', 'done'));
      expect(output).toEqual({ lines: ['out'], next_cursor: null, truncated: false, omitted: 0, lost: 0 });
    }));

  it('the log continues from a number, that one included', () =>
    atDoor(door, async (house) => {
      await prepare(house);
      const { ask } = house;
      const first = row(await ask('orchestration-log'));
      const since = await ask('orchestration-log', '--since', String(first.next_seq));
      expect(since).toMatchObject({ events: [], next_seq: first.next_seq });
      await ask('pane-label', 'ours', 'done', 'named');
      const next = row(await ask('orchestration-log', '--since', String(first.next_seq)));
      expect(rows(next.events).map(({ seq }) => seq)).toContain(first.next_seq);
      expect(rows(next.events)).toMatchObject([{ type: 'pane.labelled', label: 'named' }]);
      const help = (await house.panectl('help', 'orchestration-log')).stdout;
      expect(help).toMatch(/--since +from this sequence number on/);
    }));
});
