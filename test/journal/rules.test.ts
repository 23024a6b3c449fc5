import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { ruleId } from '../../src/domain/ids.ts';
import { AT, firing, journalAt, rule, SERVER, sessionId, temporaryFolder, tmuxPane } from './samples.ts';

const inNewFile = () => join(temporaryFolder(), 'server.db');
const rowOf = (patch: Parameters<typeof rule>[0] = {}, marks: unknown = null) => ({
  rule: rule(patch),
  sessionId: sessionId('$3'),
  marks,
});

describe('the rules of a journal', () => {
  test('come back as they were, with counts and marks, oldest first', () => {
    const path = inNewFile();
    const { journal } = journalAt(path);
    const second = rowOf({ rule_id: ruleId(2), name: 'second' }, { panes: { '%1': { hasFired: true } } });
    const first = rowOf({ hits: 9, fired: 2, last_error: 'pane-kill: no "such" pane' });
    const tenth = rowOf({ rule_id: ruleId(10), name: 'tenth', state: 'paused', until: AT });
    journal.saveRule(SERVER, tenth);
    journal.saveRule(SERVER, second);
    journal.saveRule(SERVER, rowOf());
    journal.saveRule(SERVER, first);
    journal.saveRule('another server', rowOf({ rule_id: ruleId(4) }));
    journal.dispose();
    expect(journalAt(path).journal.recallRules(SERVER)).toEqual([first, second, tenth]);
  });

  test('stay removed, whatever is saved of them later', () => {
    const path = inNewFile();
    const { journal } = journalAt(path);
    journal.saveRule(SERVER, rowOf());
    journal.removeRule(ruleId(1), AT);
    expect(journal.recallRules(SERVER)).toEqual([]);
    journal.saveRule(SERVER, rowOf({ hits: 7 }));
    expect(journal.recallRules(SERVER)).toEqual([]);
    expect(look(path, 'SELECT removed_at, hits FROM rules')).toEqual([{ removed_at: AT, hits: 7 }]);
  });

  test('are numbered without repetition', () => {
    const path = inNewFile();
    const first = journalAt(path).journal;
    expect([first.nextRuleOrdinal(), first.nextRuleOrdinal()]).toEqual([1, 2]);
    first.dispose();
    expect(journalAt(path).journal.nextRuleOrdinal()).toBe(3);
  });

  test.each([
    `rule_id = 'r'`,
    `session_id = 'main'`,
    `definition = '{'`,
    `definition = json_set(definition, '$.event', 'noise')`,
    `definition = json_set(definition, '$.action', json('[1]'))`,
    `definition = json_set(definition, '$.cooldown', 'long')`,
    `definition = json_remove(definition, '$.scope')`,
    `owner = 'me'`,
    `source = 'air'`,
    `state = 'wild'`,
    `hits = 9007199254740993`,
    `marks = '{'`,
  ])('are left out where somebody has spoilt them: %s', (change) => {
    const path = inNewFile();
    const { journal, troubles } = journalAt(path);
    journal.saveRule(SERVER, rowOf());
    journal.saveRule(SERVER, rowOf({ rule_id: ruleId(2) }));
    journal.flush();
    const vandal = new DatabaseSync(path);
    vandal.exec(`UPDATE rules SET ${change} WHERE rule_id = 'r1'`);
    vandal.close();
    expect(journal.recallRules(SERVER).map((row) => row.rule.rule_id)).toEqual(['r2']);
    expect(troubles).toEqual([]);
  });
});

describe('the firings of a journal', () => {
  test('are updated by their number, and tell which panes rules made', () => {
    const path = inNewFile();
    const { journal } = journalAt(path);
    journal.saveFiring(SERVER, firing({ outcome: 'running' }));
    journal.flush();
    journal.saveFiring(SERVER, firing({ created: [tmuxPane('%4'), tmuxPane('%5')] }));
    journal.saveFiring(SERVER, firing({ seq: 8, outcome: 'failed', error: 'no', line: 'x'.repeat(20_000) }));
    journal.saveFiring('another server', firing({ seq: 9, created: [tmuxPane('%6')] }));
    expect([...journal.madeByRules(SERVER)]).toEqual(['%4', '%5']);
    expect(look(path, 'SELECT seq, outcome, created, error, length(line) AS length FROM firings')).toEqual([
      { seq: 7, outcome: 'done', created: '["%4","%5"]', error: null, length: 4 },
      { seq: 8, outcome: 'failed', created: '[]', error: 'no', length: 4_096 },
      { seq: 9, outcome: 'done', created: '["%6"]', error: null, length: 4 },
    ]);
  });
});

const look = (path: string, sql: string): unknown[] => {
  const reader = new DatabaseSync(path, { readOnly: true });
  try {
    return reader
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    reader.close();
  }
};
