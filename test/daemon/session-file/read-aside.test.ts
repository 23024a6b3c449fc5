import { describe, expect, test } from 'vitest';
import { readSessionFileAside } from '../../../src/daemon/session-file/read-aside.ts';

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

  test('stops a text that takes the parser minutes, while others go on', async () => {
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 10);
    // Quadratic in the parser: each anchor is an error about all of them.
    const read = await readSessionFileAside(`${'&a '.repeat(300_000)}x`, 'x.yml', 1_000);
    clearInterval(turning);
    expect(read).toMatchObject({ ok: false, failure: { code: 'invalid_file' } });
    expect(turns).toBeGreaterThan(5);
  });
});
