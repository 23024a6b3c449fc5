import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readSessionFileAside } from '../../../src/daemon/session-file/read-aside.ts';

afterEach(() => void vi.useRealTimers());

const holdTime = (): void => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

describe('reading aside', () => {
  test('answers as the reader does', async () => {
    expect(await readSessionFileAside('windows: [{panes: [a]}]', 'x.yml')).toMatchObject({
      ok: true,
      value: { fileName: 'x.yml', windows: [{ panes: [{ lines: [{ value: 'a' }] }] }] },
    });
    expect(await readSessionFileAside('windows: x', 'x.yml')).toMatchObject({
      ok: false,
      failure: { code: 'invalid_file', data: { line: 1, column: 10 } },
    });
  });

  test('does not count the time before it begins', async () => {
    holdTime();
    const read = readSessionFileAside('windows: [{panes: [a]}]', 'x.yml', 1_000);
    vi.advanceTimersByTime(1_000);
    expect(await read).toMatchObject({ ok: true });
  });

  test('stops a text that takes the parser minutes, while others go on', async () => {
    holdTime();
    let read: unknown = null;
    // Quadratic in the parser: each anchor is an error about all of them.
    const reading = readSessionFileAside(`${'&a '.repeat(300_000)}x`, 'x.yml', 1_000).then((result) => {
      read = result;
    });
    for (let turn = 0; turn < 6; turn += 1) {
      await pause(10);
      expect(read).toBeNull();
    }
    while (read === null) {
      vi.advanceTimersByTime(1_000);
      await pause(100);
    }
    await reading;
    expect(read).toMatchObject({ ok: false, failure: { code: 'invalid_file' } });
  });
});
