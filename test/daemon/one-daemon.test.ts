import { existsSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { at, withStage } from './real-daemon.ts';

describe('one daemon for one tmux server', () => {
  it('lets exactly one of ten stay, and the others leave quietly', () =>
    withStage(async ({ start, ask }) => {
      const ten = Array.from({ length: 10 }, start);
      const left: (number | null)[] = [];
      for (const { ended } of ten) void ended.then((status) => left.push(status));
      await until(() => left.length === 9, { what: 'nine daemons to leave' });
      expect(left).toEqual(Array.from({ length: 9 }, () => 0));
      const pid = at(await ask('daemon-status'), 'pid');
      expect(ten.map(({ process }) => process.pid)).toContain(pid);
    }));

  it('serves callers of different environments from the same process', () =>
    withStage(async ({ start, talk }) => {
      start();
      const [one, two] = await Promise.all([talk(), talk()]);
      const answers = await Promise.all([one.call('daemon-status', {}), two.call('daemon-status', {})]);
      const pids = answers.map((answer) => (answer.ok ? at(answer.value, 'pid') : null));
      expect(pids[0]).toBe(pids[1]);
      one.close();
      two.close();
    }));

  it('takes over the socket and the lock of one that was killed', () =>
    withStage(async ({ start, ask, place }) => {
      const first = start();
      await ask('session-list');
      first.process.kill('SIGKILL');
      await first.ended;
      expect(existsSync(place.socket)).toBe(true);
      const second = start();
      expect(at(await ask('daemon-status'), 'pid')).toBe(second.process.pid);
    }));

  it('opens its folder, socket and files to nobody else', () =>
    withStage(async ({ start, ask, place, home }) => {
      start();
      await ask('session-list');
      const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
      expect(modeOf(place.folder)).toBe('700');
      expect(modeOf(place.socket)).toBe('600');
      expect(modeOf(place.lock)).toBe('600');
      expect(modeOf(`${home}/${place.key}.db`)).toBe('600');
      expect(modeOf(`${home}/${place.key}.log`)).toBe('600');
    }));

  it('stops when asked, and leaves neither socket nor lock nor hook behind', () =>
    withStage(async ({ start, ask, place, tmux }) => {
      const { ended } = start();
      await ask('session-list');
      expect(await ask('daemon-stop')).toMatchObject({ running: false });
      expect(existsSync(place.socket)).toBe(false);
      expect(await ended).toBe(0);
      expect(existsSync(place.lock)).toBe(false);
      expect(await tmux.run('show-hooks', '-g')).not.toContain('wait-for');
      // tmux hears of the end of a client a moment after it.
      await until(async () => (await tmux.lines('list-clients')).length === 0, { what: 'its clients to go' });
    }));

  it('lets a new one in while the old one is still putting its things away', () =>
    withStage(async ({ start, ask, place }) => {
      start();
      await ask('session-list');
      const stopped = ask('daemon-stop');
      // One that still found it at work would leave at once.
      await until(() => !existsSync(place.socket), { what: 'a door that is shut' });
      const second = start();
      await stopped;
      const status = await until(
        async () => {
          const answer = await ask('daemon-status');
          return at(answer, 'pid') === second.process.pid ? answer : null;
        },
        { what: 'the second daemon' },
      );
      expect(at(status, 'running')).toBe(true);
    }));

  it('ends by itself when no tmux server is there and nobody is connected', () =>
    withStage(
      async ({ start, ask, place }) => {
        const { ended } = start();
        expect(await ask('session-list')).toEqual({ sessions: [] });
        expect(await ended).toBe(0);
        expect(existsSync(place.socket)).toBe(false);
      },
      { session: null },
    ));

  it('ends on SIGTERM as on daemon-stop', () =>
    withStage(async ({ start, ask, place }) => {
      const { ended, process } = start();
      await ask('session-list');
      process.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(existsSync(place.socket)).toBe(false);
    }));
});
