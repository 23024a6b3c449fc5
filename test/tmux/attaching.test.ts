import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { connected } from './connected.ts';
import { attachPerson } from './person.ts';

describe('where a person decided how long things live', () => {
  it('lets a session with destroy-unattached go with its last person', () =>
    connected(async ({ server, tmux, seen }) => {
      const leave = attachPerson(server, 'work');
      await until(() => seen()?.sessions[0]?.attached === 1, { what: 'the person' });
      await server.run('new-session', '-d', '-s', 'stays');
      await server.run('set-option', '-t', 'work:', 'destroy-unattached', 'on');
      await until(
        async () => {
          const clients = await server.lines('list-clients', '-t', 'stays');
          return clients.length === 3;
        },
        { what: 'the move to the session that stays' },
      );
      leave();
      await until(() => seen()?.sessions.every(({ name }) => name === 'stays'), {
        what: 'the end of the session',
      });
      expect(await tmux.command('list-sessions', '-F', '#{session_name}')).toEqual({
        ok: true,
        value: ['stays'],
      });
    }));

  it('lets a server with exit-unattached go with its last person', () =>
    connected(async ({ server, tmux, seen }) => {
      const leave = attachPerson(server, 'work');
      await until(() => seen()?.sessions[0]?.attached === 1, { what: 'the person' });
      await server.run('set-option', '-s', 'exit-unattached', 'on');
      await tmux.observe();
      leave();
      await until(() => tmux.link.kind === 'absent', { what: 'the end of the server' });
    }));

  it('works on a server without sessions', () =>
    connected(async ({ server, tmux, seen }) => {
      await server.run('set-option', '-s', 'exit-empty', 'off');
      await tmux.command('kill-session', '-t', '$0');
      await until(() => seen()?.sessions.length === 0, { what: 'no sessions' });
      expect(tmux.link.kind).toBe('live');
      await server.run('new-session', '-d', '-s', 'again');
      await until(() => seen()?.sessions[0]?.name === 'again', { what: 'the new session' });
    }));
});
