import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSessionId, isTmuxPaneId, type SessionId, type TmuxPaneId } from '../../src/domain/ids.ts';
import { newSession, newWindow, splitWindow } from '../../src/tmux/new-window.ts';
import { until } from '../support/until.ts';
import { connected } from './connected.ts';
import { attachPerson } from './person.ts';

const session = (text: string): SessionId => {
  if (!isSessionId(text)) throw new Error(text);
  return text;
};
const pane = (text: string): TmuxPaneId => {
  if (!isTmuxPaneId(text)) throw new Error(text);
  return text;
};

const STATE =
  '#{session_name} #{window_id} #{window_width}x#{window_height} #{window_active} #{window_layout}';

describe('windows, panes and text', () => {
  it('makes windows and sessions under window-size manual and changes nothing else', () =>
    connected(async ({ server, tmux, seen }) => {
      const leave = attachPerson(server, 'work');
      await until(() => seen()?.sessions[0]?.attached === 1, { what: 'the person' });
      await server.run('split-window', '-h', '-t', 'work:');
      await server.run('resize-window', '-t', 'work:', '-x', '90', '-y', '20');
      await server.run('set-option', '-gw', 'window-size', 'manual');
      await server.run('set-option', '-wu', '-t', 'work:', 'window-size');
      const before = await server.lines('list-windows', '-a', '-F', STATE);
      const hooks = await server.run('show-hooks', '-g');
      const made = await newWindow(tmux, {
        sessionId: session('$0'),
        cwd: '/',
        mark: 'panes',
        env: { A: "b'c" },
      });
      expect(made).toMatchObject({ ok: true, value: { tmuxPane: '%2' } });
      const second = await newSession(tmux, { name: 'two', cwd: '/', width: 80, height: 24 });
      expect(second.ok).toBe(true);
      expect(
        await server.run('display-message', '-p', '-t', 'two:', '#{window_width}x#{window_height}'),
      ).toBe('80x24');
      expect(await newSession(tmux, { name: 'two', cwd: '/', width: 80, height: 24 })).toMatchObject({
        failure: { code: 'session_exists' },
      });
      const after = await server.lines('list-windows', '-a', '-F', STATE);
      expect(after).toContain(before[0]);
      expect(after.length).toBe(3);
      expect(await server.run('show-options', '-gwv', 'window-size')).toBe('manual');
      expect(await server.run('show-hooks', '-g')).toBe(hooks);
      leave();
    }));

  it('says when a window has no room', () =>
    connected(
      async ({ tmux }) => {
        const spec = { target: pane('%0'), direction: 'v' as const, cwd: '/' };
        expect(await splitWindow(tmux, spec)).toMatchObject({ failure: { code: 'no_space' } });
      },
      { size: { width: 20, height: 2 } },
    ));

  it('sends any text without NUL exactly', () =>
    connected(async ({ server, tmux }) => {
      const unit = fc.constantFrom(
        'a',
        "'",
        '"',
        '\\',
        '\n',
        '\r',
        '$HOME',
        '#{pid}',
        ';',
        ' ',
        '~',
        '{',
        '漢',
        '\t',
        '\u001b',
        '%',
      );
      const text = fc.oneof(fc.string({ unit, minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 }));
      await fc.assert(
        fc.asyncProperty(text, async (raw) => {
          const value = raw.replaceAll('\0', '').toWellFormed();
          fc.pre(value !== '');
          expect((await tmux.command('set-buffer', '-b', 'x', '--', value)).ok).toBe(true);
          const file = `${server.folder}/out`;
          expect((await tmux.command('save-buffer', '-b', 'x', file)).ok).toBe(true);
          const { readFile } = await import('node:fs/promises');
          expect(await readFile(file, 'utf8')).toBe(value);
        }),
        { numRuns: 60 },
      );
    }));

  it('pastes 100 kB exactly and keeps no buffer, also when it fails', () =>
    connected(async ({ server, tmux }) => {
      const { readFile } = await import('node:fs/promises');
      const file = `${server.folder}/pasted`;
      const made = await newWindow(tmux, {
        sessionId: session('$0'),
        cwd: '/',
        command: `stty raw -echo; echo ready; exec cat > '${file}'`,
      });
      if (!made.ok) throw new Error(made.failure.message);
      const { tmuxPane } = made.value;
      const screen = { ansi: false, historyLines: 0, joinWrapped: false };
      await until(
        async () =>
          (await tmux.capture(tmuxPane, screen)).ok &&
          (await server.run('capture-pane', '-p', '-t', tmuxPane)).includes('ready'),
        { what: 'the program' },
      );
      const text = `${"line ; 'x' $HOME 漢\n".repeat(5_000)}end`;
      expect(await tmux.paste(tmuxPane, text)).toEqual({ ok: true, value: undefined });
      await until(async () => (await readFile(file, 'utf8')) === text, { what: 'all of the text' });
      expect(await tmux.paste(pane('%99'), 'secret')).toMatchObject({ failure: { code: 'pane_not_found' } });
      expect(await server.lines('list-buffers')).toEqual([]);
    }));
});
