import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { execId, ruleId } from '../../src/domain/ids.ts';
import { until } from '../support/until.ts';
import {
  draft,
  exec,
  firing,
  journalAt,
  pane,
  rule,
  SERVER,
  sessionId,
  temporaryFolder,
  tmuxPane,
} from './samples.ts';

const DAY = 86_400_000;
const OLD = new Date(Date.now() - 100 * DAY).toISOString();
const NEW = new Date(Date.now() - DAY).toISOString();
const inNewFile = () => join(temporaryFolder(), 'server.db');
const keep = (patch: { maxAgeMs?: number | null; maxBytes?: number }) => ({
  retention: { maxAgeMs: 90 * DAY, maxBytes: 1024 ** 3, ...patch },
  pruneAfterMs: 0,
});

const look = (path: string, sql: string): unknown[] => {
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 60_000 });
  try {
    return reader
      .prepare(sql)
      .all()
      .map((row) => Object.values(row)[0]);
  } finally {
    reader.close();
  }
};

describe('a journal that forgets', () => {
  test('forgets what is over for too long, and nothing that still is', async () => {
    const path = inNewFile();
    const first = journalAt(path).journal;
    for (let count = 0; count < 500; count += 1) first.append(draft({ at: OLD }));
    const kept = first.append(draft({ at: NEW })).seq;
    const living = { tmux_pane: tmuxPane('%1'), exec_id: execId(2), created_at: OLD };
    first.savePane(SERVER, pane(living));
    first.savePane(SERVER, pane({ tmux_pane: tmuxPane('%2'), exec_id: null }));
    first.savePane(SERVER, pane({ tmux_pane: tmuxPane('%3'), exec_id: null }));
    first.closePane(SERVER, tmuxPane('%2'), OLD);
    first.closePane(SERVER, tmuxPane('%3'), NEW);
    const over = { started_at: OLD, ended_at: OLD, outcome: 'completed' } as const;
    first.saveExec(SERVER, exec({ ...over, exec_id: execId(1) }));
    first.saveExec(SERVER, exec({ ...over, exec_id: execId(2) }));
    first.saveExec(SERVER, exec({ started_at: OLD, exec_id: execId(3) }));
    first.saveExec(SERVER, exec({ ...over, ended_at: NEW, exec_id: execId(4) }));
    for (const ordinal of [1, 2, 3])
      first.saveRule(SERVER, {
        rule: rule({ rule_id: ruleId(ordinal), created_at: OLD }),
        sessionId: sessionId('$0'),
        marks: null,
      });
    first.removeRule(ruleId(1), OLD);
    first.removeRule(ruleId(2), NEW);
    first.saveFiring(SERVER, firing({ seq: 1, at: OLD }));
    first.saveFiring(SERVER, firing({ seq: 2, at: OLD, created: [tmuxPane('%1')] }));
    first.saveFiring(SERVER, firing({ seq: 3, at: OLD, created: [tmuxPane('%2')] }));
    first.saveFiring(SERVER, firing({ seq: 4, at: NEW }));
    first.dispose();
    journalAt(path, keep({}));
    const left = () => [
      look(path, 'SELECT seq FROM events'),
      look(path, 'SELECT seq FROM firings ORDER BY seq'),
      look(path, 'SELECT exec_id FROM execs ORDER BY exec_id'),
      look(path, 'SELECT tmux_pane FROM panes ORDER BY tmux_pane'),
      look(path, 'SELECT rule_id FROM rules ORDER BY rule_id'),
    ];
    await until(() => left().flat().length === 10, { what: 'what is over to be gone' });
    expect(left()).toEqual([[kept], [2, 4], ['e2', 'e3', 'e4'], ['%1', '%3'], ['r2', 'r3']]);
  });

  test('forgets the oldest where there is too much, and the file becomes smaller', async () => {
    const path = inNewFile();
    const first = journalAt(path).journal;
    const at = (count: number) => new Date(Date.now() - 10 * DAY + count * 10_000).toISOString();
    for (let count = 0; count < 20_000; count += 1) first.append(draft({ at: at(count) }));
    first.dispose();
    const { journal, troubles } = journalAt(path, keep({ maxAgeMs: null, maxBytes: 2 * 1024 ** 2 }));
    const pages = () => Number(look(path, 'PRAGMA page_count')[0]);
    await until(() => pages() < 550, { what: 'the file to be small' });
    const seqs = journal.events({ limit: 10_000 }).events.map(({ seq }) => seq);
    expect(seqs.length).toBeGreaterThan(1_000);
    expect(seqs.at(-1)).toBe(20_000);
    expect(seqs).toEqual(seqs.map((_, index) => 20_000 - seqs.length + index + 1));
    expect(troubles).toEqual([]);
  });

  test('never gives a number of what is forgotten again', async () => {
    const path = inNewFile();
    const first = journalAt(path).journal;
    const seq = Array.from({ length: 10 }, () => first.append(draft({ at: OLD })).seq).at(-1) ?? 0;
    first.saveExec(
      SERVER,
      exec({ exec_id: execId(first.nextExecOrdinal()), outcome: 'failed', started_at: OLD }),
    );
    first.dispose();
    const second = journalAt(path, keep({})).journal;
    await until(() => second.events({ limit: 1 }).events.length === 0, { what: 'the events to be gone' });
    second.dispose();
    const third = journalAt(path).journal;
    expect([third.append(draft()).seq, third.nextExecOrdinal()]).toEqual([seq + 1, 2]);
  });
});

test('what another server of this socket left has ended', () => {
  const path = inNewFile();
  const { journal } = journalAt(path);
  journal.savePane('another', pane());
  journal.saveExec('another', exec());
  journal.saveRule('another', { rule: rule(), sessionId: sessionId('$0'), marks: null });
  journal.savePane(SERVER, pane());
  journal.recallPanes(SERVER);
  expect(look(path, `SELECT count(*) FROM panes WHERE gone_at = updated_at AND server = 'another'`)).toEqual([
    1,
  ]);
  expect(look(path, 'SELECT count(*) FROM panes WHERE gone_at IS NULL')).toEqual([1]);
  expect(look(path, 'SELECT outcome FROM execs')).toEqual(['lost']);
  expect(look(path, 'SELECT removed_at = updated_at FROM rules')).toEqual([1]);
});
