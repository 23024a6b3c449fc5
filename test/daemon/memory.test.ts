import { describe, expect, it } from 'vitest';
import { isTmuxPaneId } from '../../src/domain/ids.ts';
import { until } from '../support/until.ts';
import { at, withStage } from './real-daemon.ts';

describe('a daemon that comes after another', () => {
  it('knows numbers, labels, owners, metadata and lineage as before', () =>
    withStage(async ({ start, ask, tmux }) => {
      const first = start();
      await ask('session-create', { session: 'build' });
      const parent = String(at(await ask('pane-status', { session: 'build', pane: 'main' }), 'tmux_pane'));
      for (const label of ['a', 'b', 'c'])
        await ask('pane-create', { session: 'build', label }, { name: 'agent', tmuxPane: paneOf(parent) });
      await ask('pane-kill', { session: 'build', pane: 'a' });
      await ask('pane-metadata-set', { session: 'build', pane: 'c', key: 'plan', value: '{"step":2}' });
      await tmux.run('split-window', '-d', '-t', 'build');
      await until(async () => at(await ask('pane-count', { session: 'build' }), 'count') === 4, {
        what: '4',
      });
      const before = await remembered(ask);
      first.process.kill('SIGTERM');
      await first.ended;

      start();
      expect(await remembered(ask)).toEqual(before);
      expect(at(before, 2)).toMatchObject({
        pane_id: 2,
        label: 'b',
        parent,
        owner: { kind: 'cli', name: 'agent', tmux_pane: parent },
      });
    }));

  it('remembers after SIGKILL what an answer has promised', () =>
    withStage(async ({ start, ask }) => {
      const first = start();
      await ask('session-create', { session: 'build' });
      await ask('pane-create', { session: 'build', label: 'a', command: 'exec sleep 60' });
      await until(async () => (await rowsOf(ask, "SELECT 1 FROM panes WHERE label = 'a'")) === 1, {
        what: 'the pane in the database',
      });
      first.process.kill('SIGKILL');
      await first.ended;
      start();
      const pane = await ask('pane-find', { session: 'build', label: 'a' });
      expect(pane).toMatchObject({ pane_id: 1, command: 'exec sleep 60', status: 'running', exec_id: 'e1' });
      const next = await ask('pane-create', { session: 'build', label: 'b', command: 'exec sleep 60' });
      expect(at(next, 'pane_id')).toBe(2);
      expect(at(next, 'exec_id')).not.toBe('e1');
    }));

  it('closes what went while nobody looked', () =>
    withStage(async ({ start, ask, tmux }) => {
      const first = start();
      await ask('session-create', { session: 'build' });
      await ask('pane-create', { session: 'build', label: 'a', command: 'exec sleep 60' });
      first.process.kill('SIGTERM');
      await first.ended;
      await tmux.run('kill-session', '-t', 'build');
      start();
      await ask('session-list');
      expect(await rowsOf(ask, 'SELECT 1 FROM panes WHERE gone_at IS NOT NULL')).toBe(2);
      expect(await rowsOf(ask, "SELECT 1 FROM execs WHERE outcome = 'lost'")).toBe(1);
      expect(await rowsOf(ask, "SELECT 1 FROM events WHERE type = 'state.corrected'")).toBe(1);
    }));
});

type Ask = (command: string, input?: unknown) => Promise<unknown>;

const remembered = async (ask: Ask): Promise<readonly unknown[]> => {
  const panes = at(await ask('pane-list-detailed', { session: 'build' }), 'panes');
  return (Array.isArray(panes) ? panes : []).map((pane: unknown) =>
    Object.fromEntries(KEPT.map((key) => [key, at(pane, key)])),
  );
};

const KEPT = ['pane_id', 'tmux_pane', 'label', 'owner', 'parent', 'metadata', 'created_at'];

const rowsOf = async (ask: Ask, sql: string): Promise<number> => {
  const rows = at(await ask('query', { sql }), 'rows');
  return Array.isArray(rows) ? rows.length : -1;
};

const paneOf = (text: string) => {
  if (!isTmuxPaneId(text)) throw new Error(`no pane: ${text}`);
  return text;
};
