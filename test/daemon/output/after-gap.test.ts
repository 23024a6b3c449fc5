import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, open, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lookAfterGap } from '../../../src/daemon/output/after-gap.ts';
import { watchLeaderEnds } from '../../../src/daemon/output/leader-ends.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary.ts';
import { gapHouse, mark, NONCE, P } from './gap-house.ts';

let folder = '';
beforeEach(() => {
  folder = makeTemporaryFolder();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  removeTemporaryFolder(folder);
});

/** So many milliseconds later, with all files read that were to be read then. */
const later = async (ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += 100) {
    await vi.advanceTimersByTimeAsync(100);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
};
const soon = (condition: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 120_000 });
const writeEnd = (text: string): void => writeFileSync(join(folder, `${NONCE}.end`), text);
const isDismissed = (): boolean => existsSync(join(folder, NONCE));

/** Everything that reads a file waits from now on: each of Node's four threads for that opens a FIFO without a writer. */
const holdDisk = (): { release(): void } => {
  const fifos = [1, 2, 3, 4].map((number) => join(folder, `hold-${number}`));
  execFileSync('mkfifo', fifos);
  for (const fifo of fifos) open(fifo, 'r', (_error, fd) => closeSync(fd));
  return {
    release: () => {
      for (const fifo of fifos) closeSync(openSync(fifo, 'w'));
    },
  };
};

describe('after a gap in the output of a shell, its command', () => {
  const yes = async (pids: readonly number[]) => new Set(pids);
  const no = async () => new Set<number>();

  it('has ended without a code when the shell edits a line', async () => {
    const house = gapHouse('shell', folder);
    lookAfterGap(house, P, yes);
    expect(house.exec()?.outcome).toBe('running');
    await later(400);
    expect(house.exec()).toMatchObject({ outcome: 'ended', exit_code: null, ended_by: 'self' });
    expect(house.outputs.of(P)?.shell?.phase).toBe('ready');
    expect(house.store.getState().panes[P]?.ready).toBe(true);
  });

  it('runs on while a child has the terminal, or the shell is at work itself', async () => {
    const house = gapHouse('shell', folder);
    house.setForeground('child');
    lookAfterGap(house, P, yes);
    await later(10_000);
    expect(house.exec()?.outcome).toBe('running');
    house.setForeground('root');
    lookAfterGap(house, P, no);
    await later(10_000);
    expect(house.exec()?.outcome).toBe('running');
  });

  it('has ended also where the prompt was still being drawn, and with its code where that comes', async () => {
    const drawing = gapHouse('shell', folder);
    lookAfterGap(drawing, P, yes);
    drawing.print('half a prompt');
    await later(400);
    expect(drawing.exec()?.outcome).toBe('running');
    await later(400);
    expect(drawing.exec()?.outcome).toBe('ended');
    const late = gapHouse('shell', folder);
    lookAfterGap(late, P, yes);
    late.print(mark('D;3;n=1'));
    await later(400);
    expect(late.exec()).toMatchObject({ outcome: 'failed', exit_code: 3 });
  });

  it('is not ended in the place of one that began meanwhile', async () => {
    const house = gapHouse('shell', folder);
    lookAfterGap(house, P, yes);
    house.print(`${mark('D;0;n=1')}${mark('A;n=2;code=0')}${mark('B')}${mark('C;n=2;cmdline_url=next')}`);
    await later(400);
    expect(house.exec()).toMatchObject({ command: 'next', outcome: 'running' });
  });
});

describe('after a gap in the output of a leader, its command', () => {
  it('has the code that stands in its file, and the leader may go', async () => {
    const house = gapHouse('leader', folder);
    writeEnd('7 %1 /tmp/tmux,1,0\n');
    lookAfterGap(house, P);
    await later(400);
    await soon(isDismissed);
    expect(house.exec()).toMatchObject({ outcome: 'failed', exit_code: 7, ended_by: 'self' });
  });

  it('runs on where there is no file, half a file, or one that holds something else', async () => {
    const house = gapHouse('leader', folder);
    for (const text of [null, '', '7', 'seven %1\n']) {
      if (text !== null) writeEnd(text);
      lookAfterGap(house, P);
      await later(400);
      expect([text, house.exec()?.outcome, isDismissed()]).toEqual([text, 'running', false]);
    }
    // Whatever a slow disk has not read by then: it is this one that counts.
    writeEnd('8 %1 /tmp/tmux,1,0\n');
    lookAfterGap(house, P);
    await later(400);
    await soon(isDismissed);
    expect(house.exec()).toMatchObject({ outcome: 'failed', exit_code: 8 });
  });

  it('is not ended before its last output was read', async () => {
    const house = gapHouse('leader', folder);
    writeEnd('7 %1 /tmp/tmux,1,0\n');
    lookAfterGap(house, P);
    house.print('still coming');
    await later(400);
    expect(house.exec()?.outcome).toBe('running');
    house.print(`\r\n${mark('D;7')}`);
    await soon(isDismissed);
    expect(house.exec()).toMatchObject({ outcome: 'failed', exit_code: 7, last_cursor: 1 });
  });

  it('has nothing to do with the file of another process of that pane', async () => {
    const house = gapHouse('leader', folder);
    writeEnd('7 %1 /tmp/tmux,1,0\n');
    lookAfterGap(house, P);
    house.store.apply([{ kind: 'pane.changed', tmuxPane: P, patch: { mark: `leader:${'f'.repeat(16)}` } }]);
    await later(400);
    expect([house.exec()?.outcome, isDismissed()]).toEqual(['running', false]);
  });
});

describe('a leader whose mark never came', () => {
  it('is known by its file when nothing was printed for long, and not before', async () => {
    const house = gapHouse('leader', folder);
    const watch = watchLeaderEnds(house);
    writeEnd('5 %1 /tmp/tmux,1,0\n');
    await later(3_500);
    house.print('more\r\n');
    await later(3_000);
    expect(house.exec()?.outcome).toBe('running');
    await later(5_000);
    await soon(isDismissed);
    expect(house.exec()).toMatchObject({ outcome: 'failed', exit_code: 5 });
    watch.dispose();
  });

  it('is not known by a look that the disk answered late, when something was printed since', async () => {
    const house = gapHouse('leader', folder);
    const watch = watchLeaderEnds(house);
    writeEnd('5 %1 /tmp/tmux,1,0\n');
    await later(2_500);
    const disk = holdDisk();
    await later(1_000);
    house.print('more\r\n');
    disk.release();
    await later(3_000);
    expect(house.exec()?.outcome).toBe('running');
    watch.dispose();
  });

  it('is let go also when its end is known already, and nobody looks after a dead pane', async () => {
    const house = gapHouse('leader', folder);
    const watch = watchLeaderEnds(house);
    house.execs.end(P, { exitCode: null, signal: null, endedBy: 'kill' });
    writeEnd('5 %1 /tmp/tmux,1,0\n');
    await later(6_000);
    await soon(isDismissed);
    expect(house.exec()).toMatchObject({ outcome: 'ended', ended_by: 'kill' });
    expect(readFileSync(join(folder, NONCE), 'utf8')).toBe('');
    watch.dispose();
    const dead = gapHouse('leader', folder);
    dead.store.apply([{ kind: 'pane.changed', tmuxPane: P, patch: { dead: true } }]);
    const other = watchLeaderEnds(dead);
    await later(6_000);
    expect(dead.exec()?.outcome).toBe('running');
    other.dispose();
  });
});
