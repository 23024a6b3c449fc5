import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSessionId, isTmuxPaneId } from '../../src/domain/ids.ts';
import { newSession, newWindow, splitWindow } from '../../src/tmux/new-window.ts';
import { connected } from '../tmux/connected.ts';

const [SESSION] = ['$0'].filter(isSessionId);
const [PANE] = ['%0'].filter(isTmuxPaneId);

describe('folders and names that look like formats', () => {
  it('reach tmux as they are from every way of making a pane', () =>
    connected(async ({ server, tmux }) => {
      if (SESSION === undefined || PANE === undefined) throw new Error('no ids');
      const marker = join(server.folder, 'pwned');
      const name = `#(touch ${marker})#{pane_id}##[x %H:%M`;
      const cwd = join(server.folder, `#(touch pwned)#{pane_id} %H`);
      mkdirSync(cwd);
      const window = await newWindow(tmux, { sessionId: SESSION, cwd, name });
      const pane = await splitWindow(tmux, { target: PANE, direction: 'v', cwd });
      const plain = name.replace(/[.:]/g, '_');
      const session = await newSession(tmux, { name: plain, cwd, width: 80, height: 24 });
      expect([window.ok, pane.ok, session.ok]).toEqual([true, true, true]);
      const rows = await server.lines('list-panes', '-a', '-F', '#{pane_start_path}|#{session_path}');
      expect(rows.filter((row) => row.startsWith(`${cwd}|`))).toHaveLength(3);
      expect(rows).toContain(`${cwd}|${cwd}`);
      expect(await server.lines('list-windows', '-t', SESSION, '-F', '#{window_name}')).toContain(name);
      expect(await server.lines('list-sessions', '-F', '#{session_name}')).toContain(plain);
      expect(existsSync(marker)).toBe(false);
      expect(existsSync(join(cwd, 'pwned'))).toBe(false);
    }));

  it('leave a server that is being started alone as well', () =>
    connected(
      async ({ server, tmux }) => {
        const cwd = join(server.folder, '#{pid} #(touch pwned)');
        mkdirSync(cwd);
        const started = await tmux.startServer({ name: '#{pid}', cwd, width: 80, height: 24 });
        expect(started.ok).toBe(true);
        const [row] = await server.lines('list-sessions', '-F', '#{session_name}|#{session_path}');
        expect(row).toBe(`#{pid}|${cwd}`);
      },
      { session: null },
    ));
});

describe('a split', () => {
  it('keeps a zoom and makes none', () =>
    connected(async ({ server, tmux }) => {
      if (PANE === undefined) throw new Error('no id');
      const zoomed = () => server.run('display-message', '-p', '-t', PANE, '#{window_zoomed_flag}');
      expect((await splitWindow(tmux, { target: PANE, direction: 'v', cwd: '/' })).ok).toBe(true);
      expect(await zoomed()).toBe('0');
      await server.run('resize-pane', '-Z', '-t', PANE);
      expect((await splitWindow(tmux, { target: PANE, direction: 'h', cwd: '/' })).ok).toBe(true);
      expect(await zoomed()).toBe('1');
    }));
});
