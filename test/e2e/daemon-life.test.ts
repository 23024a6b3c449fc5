import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/protocol/place.ts';
import { connectionsTo } from '../support/connections.ts';
import { runPanectl } from '../support/run-panectl.ts';
import { isAlive } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { daemonsOf, type PanectlHouse, withPanectl } from '../support/with-panectl.ts';

const errorOf = (json: unknown): unknown => Object(Object(json).error);
const uid = process.getuid?.() ?? 0;

const firstDaemon = (socket: string, not: readonly number[] = []): Promise<number> =>
  until(() => daemonsOf(socket).find((pid) => !not.includes(pid)), { what: 'a daemon' });

describe('a state folder that will not do', () => {
  const tries: readonly (readonly [string, (path: string) => string])[] = [
    [
      'a plain file',
      (path) => {
        writeFileSync(path, '');
        return path;
      },
    ],
    [
      'below a plain file',
      (path) => {
        writeFileSync(path, '');
        return join(path, 'below');
      },
    ],
    ['where nothing can be made', () => '/proc/panectl'],
    ...(uid === 0
      ? [
          [
            "somebody else's",
            (path: string) => {
              mkdirSync(path);
              chownSync(path, 12_345, 12_345);
              return path;
            },
          ] as const,
        ]
      : []),
  ];

  it.each(tries)('%s: each command names it at once, doctor too', (_what, make) =>
    withPanectl(async ({ tmux }) => {
      const home = make(join(tmux.folder, 'odd'));
      const call = (...args: readonly string[]) =>
        runPanectl(args, { socket: tmux.socket, env: { PANECTL_HOME: home } });
      for (const args of [['pane-list', 'work'], ['daemon-start'], ['query', 'select 1']]) {
        const ran = await call(...args);
        expect(ran.status).toBe(5);
        expect(errorOf(ran.json)).toMatchObject({
          code: 'daemon_unavailable',
          message: expect.stringContaining(home),
          hint: expect.stringContaining('PANECTL_HOME'),
        });
      }
      const text = await call('--text', 'doctor');
      expect([text.status, text.stderr]).toEqual([1, '']);
      expect(text.stdout).toContain(`✖ daemon: ${home}`);
      expect(text.stdout).toContain('✔ tmux server: answers');
      expect((await call('help')).status).toBe(0);
      expect(daemonsOf(tmux.socket)).toEqual([]);
    }),
  );
});

/** A daemon that is stopped while it comes up; one that is quicker than we are ends, and the next one is tried. */
const stopBeforeItsPlace = async (
  socket: string,
  panectl: PanectlHouse['panectl'],
): Promise<{ readonly first: Promise<unknown>; readonly late: number }> => {
  for (;;) {
    const first = panectl('daemon-start');
    const late = await firstDaemon(socket);
    process.kill(late, 'SIGSTOP');
    await until(() => readFileSync(`/proc/${late}/stat`, 'utf8').includes(') T '), { what: 'it to stop' });
    if (!existsSync(placeOf(socket, uid).lock)) return { first, late };
    process.kill(late, 'SIGCONT');
    await first;
    await panectl('daemon-stop');
  }
};

describe('daemon-stop', () => {
  it('ends one that is still coming up', () =>
    withPanectl(async ({ tmux, panectl }) => {
      const started = panectl('daemon-start');
      const daemon = await firstDaemon(tmux.socket);
      expect(await panectl('daemon-stop')).toMatchObject({
        status: 0,
        json: { ok: true, data: { running: false } },
      });
      expect(isAlive(daemon)).toBe(false);
      await started;
    }));

  it('ends one that waits for its place as well', () =>
    withPanectl(async ({ tmux, panectl }) => {
      const { first, late } = await stopBeforeItsPlace(tmux.socket, panectl);
      const second = panectl('daemon-start');
      const early = await firstDaemon(tmux.socket, [late]);
      await second;
      process.kill(late, 'SIGCONT');
      expect((await panectl('daemon-stop')).status).toBe(0);
      expect([late, early].filter(isAlive)).toEqual([]);
      await first;
    }));

  it('leaves no process of it when it returns', () =>
    withPanectl(async ({ tmux, panectl, ask }) => {
      await ask('daemon-start');
      const daemon = await firstDaemon(tmux.socket);
      expect(await panectl('daemon-stop')).toMatchObject({ status: 0, json: { data: { pid: daemon } } });
      expect(isAlive(daemon)).toBe(false);
    }));
});

describe('a daemon that hangs', () => {
  const withHanging = (body: (house: PanectlHouse, daemon: number) => Promise<void>): Promise<void> =>
    withPanectl(async (house) => {
      await house.ask('session-create', 'build');
      const daemon = await firstDaemon(house.tmux.socket);
      try {
        await body(house, daemon);
      } finally {
        process.kill(daemon, 'SIGCONT');
      }
    });

  it('is told from one that waits: who calls it, who waits already and who stops it end with daemon_unavailable', () =>
    withHanging(async ({ home, tmux, panectl }, daemon) => {
      // The shell door can't tell, so it is not used to stop one: docs/decisions/0008-shell-door.md.
      const byNode = (...args: readonly string[]) =>
        runPanectl(args, { socket: tmux.socket, env: { PANECTL_HOME: home, PANECTL_DOOR: 'node' } });
      const waiting = byNode('pane-watch', 'build', 'main', 'never', '--timeout', '10m');
      const following = byNode('pane-tail', 'build', 'main', '--follow', '--json');
      await until(() => connectionsTo(tmux.socket) === 2, { what: 'both calls' });
      process.kill(daemon, 'SIGSTOP');
      const all = await Promise.all([
        waiting,
        following,
        byNode('pane-list', 'build'),
        panectl('daemon-stop'),
      ]);
      for (const ran of all) {
        expect(ran.status).toBe(5);
        expect(errorOf(ran.json)).toMatchObject({ code: 'daemon_unavailable' });
      }
      expect(errorOf(all[3].json)).toMatchObject({ hint: expect.stringContaining(`kill -9 ${daemon}`) });
    }));
});

it('tells how late it is, once something has changed', () =>
  withPanectl(async ({ tmux, ask }) => {
    const reaction = async () => Object(Object(await ask('daemon-status')).reaction_ms);
    await ask('daemon-start');
    for (let made = 0; made < 5; made += 1) await tmux.run('new-window', '-d', '-t', 'work:');
    await until(async () => (await reaction()).p50 !== null, { what: 'a measurement' });
    const { p50, p99 } = await reaction();
    expect(p50).toBeGreaterThan(0);
    expect(p99).toBeGreaterThanOrEqual(p50);
  }));
