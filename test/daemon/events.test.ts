import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { at, type Stage, withStage } from './real-daemon.ts';

describe('the orchestration log', () => {
  it('says what others do in tmux, as tmux, once', () =>
    withStage(async ({ start, ask, tmux }) => {
      start();
      await ask('session-list');
      const pane = await tmux.run('split-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'work');
      await seen(ask, 'pane.created');
      await tmux.run('set-option', '-p', '-t', pane, '@label', 'mine');
      await seen(ask, 'pane.labelled');
      await tmux.run('respawn-pane', '-k', '-t', pane, 'exec sleep 60');
      await seen(ask, 'pane.respawned');
      await tmux.run('rename-session', '-t', 'work', 'desk');
      await seen(ask, 'session.renamed');
      await tmux.run('kill-pane', '-t', pane);
      await seen(ask, 'pane.exited');
      await tmux.run('new-session', '-d', '-s', 'other', 'exec sleep 60');
      await seen(ask, 'session.created');
      await tmux.run('kill-session', '-t', 'other');
      await seen(ask, 'session.closed');
      const events = await eventsOf(ask);
      expect(events.filter(({ pane: of }) => of === pane).map(({ type }) => type)).toEqual([
        'pane.created',
        'pane.labelled',
        'pane.respawned',
        'pane.exited',
      ]);
      expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set(['tmux']));
    }));

  it('says what a call did, as the caller, and not once more as tmux', () =>
    withStage(async ({ start, ask }) => {
      start();
      await ask('session-create', { session: 'build' });
      await ask('pane-create', { session: 'build', label: 'a' });
      await ask('pane-create', { session: 'build', label: 'b', command: 'exec sleep 60' });
      await ask('pane-label', { session: 'build', pane: 'a', label: 'c' });
      await ask('pane-respawn', { session: 'build', pane: 'b' });
      await ask('pane-kill', { session: 'build', pane: 'c' });
      await ask('session-kill', { session: 'build' });
      await ask('state-update');
      const ours = (await eventsOf(ask)).filter(({ session }) => session === 'build');
      expect(ours.filter(({ actor }) => actor !== 'cli')).toEqual([]);
      const types = ours.map(({ type }) => type);
      expect(types.filter((type) => type === 'pane.created')).toHaveLength(3);
      expect(types.filter((type) => type === 'pane.labelled')).toHaveLength(1);
      expect(types.filter((type) => type === 'session.created')).toHaveLength(1);
      expect(types.filter((type) => type === 'session.killed')).toHaveLength(1);
      expect(types).not.toContain('pane.exited');
      expect(types).not.toContain('session.closed');
    }));

  it('sees the end of a command with its code, and of a shell line without', () =>
    withStage(async ({ start, ask }) => {
      start();
      await ask('session-create', { session: 'build' });
      await ask('pane-create', { session: 'build', label: 'made', command: 'exit 3' });
      await ask('pane-create', { session: 'build', label: 'shell' });
      await ask('pane-exec', { session: 'build', pane: 'shell', command: 'sleep 0.2; sleep 0.2; true' });
      await until(
        async () => (await eventsOf(ask)).filter(({ type }) => type === 'exec.ended').length === 2,
        {
          what: 'both ends',
        },
      );
      const made = () => ask('pane-status', { session: 'build', pane: 'made' });
      expect(await made()).toMatchObject({ status: 'failed', exit_code: 3 });
      // The command's end is known before its leader, which waits for that, has gone.
      await until(async () => at(await made(), 'dead') === true, { what: 'the dead pane' });
      expect(await made()).toMatchObject({ status: 'failed', exit_code: 3 });
      const rows = at(await ask('query', { sql: 'SELECT label, outcome, exit_code FROM execs' }), 'rows');
      expect(rows).toEqual([
        ['made', 'failed', 3],
        ['shell', 'ended', null],
      ]);
    }));

  it('finds nothing to correct when nothing was missed', () =>
    withStage(async ({ start, ask, tmux }) => {
      start();
      await ask('session-list');
      await tmux.run('split-window', '-d', '-t', 'work');
      await until(async () => (await eventsOf(ask)).some(({ type }) => type === 'pane.created'), {
        what: 'it',
      });
      expect(await ask('state-update')).toEqual({ added: 0, removed: 0, changed: 0 });
    }));

  it('tells of a server that goes and of the one that comes instead', () =>
    withStage(async ({ start, talk, tmux, ask }) => {
      start();
      const stays = await talk();
      await ask('session-list');
      await tmux.run('kill-server').catch(() => '');
      await until(async () => (await eventsOf(ask)).some(({ type }) => type === 'server.lost'), {
        what: 'the loss',
      });
      expect(await ask('session-list')).toEqual({ sessions: [] });
      await expect(ask('pane-list', { session: 'work' })).rejects.toThrow('session_not_found');
      await tmux.run('new-session', '-d', '-s', 'again', 'exec sleep 60');
      await until(async () => at(await ask('session-list'), 'sessions', 0, 'session') === 'again', {
        what: 'the new server',
      });
      expect(at(await ask('pane-list', { session: 'again' }), 'panes', 0)).toMatchObject({
        pane_id: 0,
        tmux_pane: '%0',
        owner: null,
      });
      stays.close();
    }));
});

interface Row {
  readonly type: unknown;
  readonly actor: unknown;
  readonly pane: unknown;
  readonly session: unknown;
}

const eventsOf = async (ask: Stage['ask']): Promise<readonly Row[]> => {
  const events = at(await ask('orchestration-log', { n: 1_000 }), 'events');
  return (Array.isArray(events) ? events : []).map((event: unknown) => ({
    type: at(event, 'type'),
    actor: at(event, 'actor', 'kind'),
    pane: at(event, 'tmux_pane'),
    session: at(event, 'session'),
  }));
};

const seen = (ask: Stage['ask'], type: string) =>
  until(async () => (await eventsOf(ask)).some((event) => event.type === type), { what: type });
