import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DECLINED } from '../../../src/daemon/shell-door/reply.ts';
import { openTable } from '../../../src/daemon/shell-door/table.ts';
import { temporaryFolder } from '../../journal/samples.ts';

it('a table is cleared of what its last guest left, who may still hold it', async () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'answer')]);
  const guest = openSync(join(folder, 'answer'), constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(guest, '\n'.repeat(3_000));
  const table = openTable(folder);
  await table.write(DECLINED, new AbortController().signal);
  const bytes = Buffer.alloc(10);
  expect(bytes.toString('utf8', 0, readSync(guest, bytes))).toBe('n\n');
  table.close();
  closeSync(guest);
});
