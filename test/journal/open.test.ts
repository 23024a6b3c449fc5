import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { execId } from '../../src/domain/ids.ts';
import { AT, draft, exec, journalAt, pane, SERVER, sessionId, temporaryFolder, tmuxPane } from './samples.ts';

const inNewFile = () => join(temporaryFolder(), 'state', 'server.db');

describe('a journal', () => {
  test('is a private file in WAL mode in a private folder', () => {
    const path = inNewFile();
    const { journal, troubles } = journalAt(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    expect(journal.path).toBe(path);
    expect(troubles).toEqual([]);
    const reader = new DatabaseSync(path, { readOnly: true });
    expect(reader.prepare('PRAGMA journal_mode').get()?.journal_mode).toBe('wal');
    reader.close();
  });

  test('numbers events from 1 and gives them back as they were', () => {
    const { journal } = journalAt(inNewFile());
    const event = journal.append(draft());
    expect(event).toEqual({ seq: 1, ...draft() });
    expect(journal.nextSeq).toBe(2);
    expect(journal.events({ limit: 10 })).toEqual({ events: [event], truncated: false });
  });

  test('gives the newest events that pass the filter, oldest first', () => {
    const { journal } = journalAt(inNewFile());
    journal.append(draft({ session: 'other' }));
    journal.append(draft({ type: 'exec.started', at: '2026-01-02T00:00:00.000Z' }));
    journal.append(draft({ type: 'pane.killed' }));
    journal.append(draft());
    const seqs = (filter: object) => journal.events({ limit: 10, ...filter }).events.map(({ seq }) => seq);
    expect(seqs({})).toEqual([1, 2, 3, 4]);
    expect(seqs({ session: 'main' })).toEqual([2, 3, 4]);
    expect(seqs({ sinceSeq: 2 })).toEqual([3, 4]);
    expect(seqs({ sinceTime: AT })).toEqual([1, 3, 4]);
    expect(seqs({ type: 'pane.killed' })).toEqual([3]);
    expect(seqs({ type: 'pane.*', session: 'main' })).toEqual([3, 4]);
    expect(seqs({ type: '*' })).toEqual([]);
    expect(journal.events({ limit: 2 })).toMatchObject({ truncated: true, events: [{ seq: 3 }, { seq: 4 }] });
  });

  test('remembers the panes of a server until they are closed', () => {
    const path = inNewFile();
    const first = journalAt(path).journal;
    const other = pane({ tmux_pane: tmuxPane('%2'), session_id: sessionId('$7'), ready: true, dead: true });
    first.savePane(SERVER, pane({ label: 'old' }));
    first.savePane(SERVER, pane());
    first.savePane(SERVER, other);
    first.savePane('another server', pane({ label: 'foreign' }));
    first.closePane(SERVER, tmuxPane('%2'), AT);
    first.dispose();
    const second = journalAt(path).journal;
    expect(second.recallPanes(SERVER)).toEqual([
      { tmuxPane: '%1', sessionId: '$0', number: 0, pane: pane() },
    ]);
    second.savePane(SERVER, other);
    expect(second.recallPanes(SERVER).map((row) => row.pane)).toEqual([pane(), other]);
  });

  test('remembers the execs that were running', () => {
    const path = inNewFile();
    const first = journalAt(path).journal;
    expect([first.nextExecOrdinal(), first.nextExecOrdinal()]).toEqual([1, 2]);
    first.saveExec(SERVER, exec());
    first.saveExec(SERVER, exec({ exec_id: execId(2) }));
    first.saveExec(SERVER, exec({ exec_id: execId(2), outcome: 'failed', exit_code: 2, duration_ms: 1.5 }));
    first.dispose();
    const second = journalAt(path).journal;
    expect(second.recallOpenExecs(SERVER)).toEqual([exec()]);
    expect(second.recallOpenExecs('another server')).toEqual([]);
    expect(second.nextExecOrdinal()).toBe(3);
  });

  test('goes on counting where an orderly end stopped', () => {
    const path = inNewFile();
    const first = journalAt(path).journal;
    for (let count = 0; count < 2_500; count += 1) first.append(draft());
    first.dispose();
    expect(journalAt(path).journal.append(draft()).seq).toBe(2_501);
  });

  test('leaves out rows that somebody has spoilt and repairs single columns', () => {
    const path = inNewFile();
    const { journal } = journalAt(path);
    journal.append(draft());
    journal.append(draft());
    journal.savePane(SERVER, pane());
    journal.flush();
    const vandal = new DatabaseSync(path);
    vandal.exec(`UPDATE events SET type = 'no.such' WHERE seq = 1;
      UPDATE events SET actor = '[1', data = '[]', tmux_pane = 'x', pane_id = -4 WHERE seq = 2;
      UPDATE panes SET metadata = '"text"', owner = '{"kind":"god"}', status = '?', pid = 1.0`);
    vandal.close();
    expect(journal.events({ limit: 9 }).events).toEqual([
      {
        ...draft(),
        seq: 2,
        actor: { kind: 'tmux', name: null, tmux_pane: null },
        data: {},
        tmux_pane: null,
        pane_id: null,
      },
    ]);
    expect(journal.recallPanes(SERVER)[0]?.pane).toMatchObject({
      metadata: {},
      owner: null,
      status: 'unknown',
    });
  });

  test('loses only the row whose value no column takes', () => {
    const { journal, troubles } = journalAt(inNewFile());
    journal.savePane(SERVER, pane({ width: 80.5 }));
    journal.append(draft({ data: { cycle: 1n } }));
    expect(journal.recallPanes(SERVER)).toEqual([]);
    expect(journal.events({ limit: 1 }).events).toMatchObject([{ seq: 1, data: {} }]);
    expect(troubles).toEqual([]);
  });

  test('never gives a number twice, not even after a kill that lost the last batch', async () => {
    const path = inNewFile();
    const seen: number[] = [];
    for (let round = 0; round < 3; round += 1) seen.push(...(await numbersUntilKilled(path)));
    expect(seen.length).toBeGreaterThanOrEqual(3 * 1_300);
    expect(new Set(seen).size).toBe(seen.length);
    const { journal, troubles } = journalAt(path);
    expect(journal.append(draft()).seq).toBeGreaterThan(Math.max(...seen));
    expect(troubles).toEqual([]);
  });
});

const numbersUntilKilled = async (path: string): Promise<number[]> => {
  const program = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('ready\n')) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return text
    .split('\n')
    .filter((line) => /^\d+$/.test(line))
    .map(Number);
};
