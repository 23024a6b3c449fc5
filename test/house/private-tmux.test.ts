import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withPrivateTmux } from '../support/private-tmux.ts';
import { isAlive } from '../support/temporary.ts';

describe('a private tmux server', () => {
  it('serves one test and leaves nothing behind', async () => {
    const seen = await withPrivateTmux(async (tmux) => {
      expect(await tmux.lines('list-sessions', '-F', '#{session_name}')).toEqual(['work']);
      return { pid: await tmux.serverPid(), folder: tmux.folder };
    });
    expect(seen.pid === null || isAlive(seen.pid)).toBe(false);
    expect(existsSync(seen.folder)).toBe(false);
  });

  it('is ended when the test throws', async () => {
    const seen: { pid: number | null; folder: string } = { pid: null, folder: '' };
    const failing = withPrivateTmux(async (tmux) => {
      seen.pid = await tmux.serverPid();
      seen.folder = tmux.folder;
      throw new Error('as a test would');
    });
    await expect(failing).rejects.toThrow('as a test would');
    expect(seen.pid === null || isAlive(seen.pid)).toBe(false);
    expect(existsSync(seen.folder)).toBe(false);
  });

  it('may start without a server', async () => {
    await withPrivateTmux(async (tmux) => expect(await tmux.serverPid()).toBeNull(), { session: null });
  });
});
