import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { removeLeaderFiles } from '../../../src/daemon/output/leader-files.ts';
import { processMarkText } from '../../../src/domain/process-mark.ts';
import type { PanePatch } from '../../../src/store/event.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary.ts';
import { until } from '../../support/until.ts';
import { gapHouse, mark, NONCE, P } from './gap-house.ts';

let folder = '';
beforeEach(() => {
  folder = makeTemporaryFolder();
});
afterEach(() => removeTemporaryFolder(folder));

/** A leader whose file is there. */
const stage = () => {
  const house = gapHouse('leader', folder);
  removeLeaderFiles(house);
  writeFileSync(join(folder, `${NONCE}.end`), '7 %1 /tmp/tmux,1,0\n');
  const change = (patch: PanePatch): void =>
    void house.store.apply([{ kind: 'pane.changed', tmuxPane: P, patch }]);
  return { house, change };
};

const files = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith(NONCE));

it.each<[string, (given: ReturnType<typeof stage>) => void]>([
  ['that has left without its leave', ({ change }) => change({ dead: true, deadStatus: 7 })],
  [
    'whose pane has another process',
    ({ change }) => change({ mark: processMarkText({ kind: 'leader', nonce: 'f'.repeat(16) }) }),
  ],
  [
    'that went with its pane',
    ({ house }) => void house.store.apply([{ kind: 'pane.vanished', tmuxPane: P }]),
  ],
])('the files of a leader %s are removed', async (_what, leave) => {
  const given = stage();
  given.house.print(mark('D;7'));
  await until(() => existsSync(join(folder, NONCE)), { what: 'its leave' });
  expect(files()).toHaveLength(2);
  leave(given);
  await until(() => files().length === 0, { what: 'an empty folder' });
});

it('the file of a leader stays while nobody knows how its command ended', async () => {
  const { house, change } = stage();
  change({ dead: true });
  await setImmediate();
  await setImmediate();
  expect(house.exec()?.outcome).toBe('running');
  house.execs.end(P, { exitCode: 7, signal: null, endedBy: 'self' });
  expect(files()).toHaveLength(1);
  change({ deadStatus: 7 });
  await until(() => files().length === 0, { what: 'an empty folder' });
});
