import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createCheckpointer } from '../../src/journal/checkpoint.ts';
import { until } from '../support/until.ts';
import { draft, journalAt, temporaryFolder } from './samples.ts';

const BIG = { text: 'x'.repeat(3_000) };

test('what waits in the -wal file is brought home by another process, while the journal writes on', async () => {
  const path = join(temporaryFolder(), 'a.db');
  const { journal, troubles } = journalAt(path);
  const begun = statSync(path).size;
  await until(
    () => {
      for (let count = 0; count < 100; count += 1) journal.append(draft({ data: BIG }));
      journal.flush();
      return statSync(path).size > begun + 1_000_000;
    },
    { what: 'the database to grow' },
  );
  expect(troubles).toEqual([]);
  journal.dispose();
  // The other process may just be closing the file, alone with it.
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 60_000 });
  expect(reader.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  reader.close();
});

test('nothing is started where little waits, or no file is', () => {
  const path = join(temporaryFolder(), 'a.db');
  const { journal } = journalAt(path);
  journal.append(draft());
  journal.flush();
  const before = pipes();
  const checkpointer = createCheckpointer();
  checkpointer.look(path);
  checkpointer.look(join(temporaryFolder(), 'none.db'));
  expect(pipes()).toBe(before);
  createCheckpointer(1).look(path);
  expect(pipes()).toBe(before + 1);
});

/** Nobody waits for the process itself, so that it is seen by the pipe through which it is told what to do. */
const pipes = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'PipeWrap').length;
