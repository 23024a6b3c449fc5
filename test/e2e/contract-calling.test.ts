import { describe, expect, it } from 'vitest';
import { DOORS } from '../support/doors.ts';
import { runPanectl } from '../support/run-panectl.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

describe.each(DOORS)('a call through the %s door', (door) => {
  const withHouse = (body: (house: PanectlHouse) => Promise<void>): Promise<void> =>
    withPanectl(body, { door });

  it('that only asks for the daemon or stops it starts none', () =>
    withHouse(async ({ panectl, tmux }) => {
      const status = await panectl('daemon-status');
      expect([status.status, status.json]).toEqual([1, { ok: true, data: { running: false } }]);
      const stop = await panectl('daemon', 'stop');
      expect([stop.status, stop.json]).toEqual([0, { ok: true, data: { running: false } }]);
      expect(daemonsOf(tmux.socket)).toEqual([]);
      expect((await panectl('daemon-start')).json).toMatchObject({ data: { running: true } });
      expect((await panectl('daemon-stop')).json).toMatchObject({ data: { running: false } });
      expect((await panectl('daemon-status')).status).toBe(1);
    }));

  it('of no command names the three nearest, exit 2', () =>
    withHouse(async ({ panectl }) => {
      for (const words of [['pane-lst'], ['pane', 'lst'], ['x'], ['pane-create-']]) {
        const { status, json, stderr } = await panectl(...words);
        expect([words, status, stderr]).toEqual([words, 2, '']);
        expect(json).toMatchObject({ ok: false, error: { code: 'usage', data: { nearest: { length: 3 } } } });
      }
      expect((await panectl('pane-lst')).json).toMatchObject({
        error: { hint: expect.stringContaining('pane-list') },
      });
      const text = await panectl('--text', 'pane-lst');
      expect([text.status, text.stdout]).toEqual([2, '']);
      expect(text.stderr).toContain('pane-list');
    }));

  it('takes a space for the first hyphen only', () =>
    withHouse(async ({ panectl }) => {
      expect((await panectl('pane', 'list', 'work')).status).toBe(0);
      expect((await panectl('pane', 'list-detailed', 'work')).status).toBe(0);
      expect((await panectl('pane', 'list', 'detailed', 'work')).status).toBe(2);
    }));

  it('of panectl alone without a terminal is a plain report and where agents read on', () =>
    withHouse(async ({ panectl, ask }) => {
      await ask('session-create', 'ours', '--label', 'first');
      const { status, stdout, stderr } = await panectl();
      expect([status, stderr]).toEqual([0, '']);
      const lines = stdout.split('\n');
      expect(lines).toContain('panectl help agent');
      expect(lines).toContain('ours');
      expect(lines).toContain('work');
      expect(stdout).toContain('first');
      expect((await panectl('--json')).json).toMatchObject({
        ok: true,
        data: { sessions: [{ session: 'ours' }, { session: 'work' }], help: 'panectl help agent' },
      });
    }));

  it('without a server has empty lists, and no session', () =>
    withPanectl(
      async ({ panectl, ask, tmux }) => {
        expect(await ask('session-list')).toEqual({ sessions: [] });
        expect((await panectl()).status).toBe(0);
        expect(await panectl('pane-list', 'x')).toMatchObject({
          status: 3,
          json: { error: { code: 'session_not_found', data: { sessions: [] } } },
        });
        expect(await tmux.serverPid()).toBe(null);
      },
      { session: null, door },
    ));

  it('answers in the form that was asked for', () =>
    withHouse(async ({ tmux, env }) => {
      const call = (format: string, ...words: readonly string[]) =>
        runPanectl(words, {
          socket: tmux.socket,
          env: { ...env, PANECTL_FORMAT: format },
        });
      expect((await call('text', 'pane-count', 'work')).stdout).toBe('count  1\n');
      expect((await call('text', '--json', 'pane-count', 'work')).json).toEqual({
        ok: true,
        data: { count: 1 },
      });
      expect((await call('json', '--text', 'pane-count', 'work')).stdout).toBe('count  1\n');
      expect((await call('json')).json).toMatchObject({ ok: true });
      const missing = await call('text', 'pane-count', 'nope');
      expect([missing.status, missing.stdout]).toEqual([3, '']);
      expect(missing.stderr).toContain('there is: work');
    }));

  it('shows help and version without a daemon', () =>
    withHouse(async ({ panectl, tmux }) => {
      for (const words of [['help'], ['help', 'agent'], ['version'], ['pane-kill', '--help']])
        expect((await panectl(...words)).status).toBe(0);
      expect((await panectl('help', 'nonsense')).status).toBe(2);
      for (const name of ['pane-kill', 'session-kill'])
        expect((await panectl('help', name)).stdout).toMatch(
          /^.*--force also overrides refused_self.*a rule can never force\.$/m,
        );
      expect(daemonsOf(tmux.socket)).toEqual([]);
    }));
});
