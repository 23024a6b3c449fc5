import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/protocol/place.ts';
import { atDoor } from '../support/at-door.ts';
import { DOORS, throughDoor } from '../support/doors.ts';
import { callerEnvironment } from '../support/private-tmux.ts';
import { PANECTL, runPanectl } from '../support/run-panectl.ts';
import { daemonsOf, withHome } from '../support/with-panectl.ts';
import { row } from './hostile-corpus.ts';

const uid = process.getuid?.() ?? 0;

describe.each(DOORS)('the daemon of a server, through the %s door,', (door) => {
  it('is the same one for every caller, whatever the environment and however the server is called', () =>
    atDoor(door, async ({ tmux, env: own, ask }) => {
      const pid = Number(row(await ask('daemon-start')).pid);
      const other = join(tmux.folder, 'other');
      mkdirSync(other);
      symlinkSync(tmux.folder, join(other, `tmux-${uid}`));
      const name = basename(tmux.socket);
      const inside = `${tmux.socket},${await tmux.serverPid()},0`;
      const callers: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
        [['-S', tmux.socket], { HOME: other, XDG_STATE_HOME: other, XDG_CONFIG_HOME: other }],
        [['-S', tmux.socket], { PANECTL_HOME: other, TMPDIR: other }],
        [['-S', join(other, `tmux-${uid}`, name)], { TMUX_TMPDIR: '/nonexistent' }],
        [['-L', name], { TMUX_TMPDIR: other }],
        [[], { PANECTL_SOCKET: tmux.socket, TMUX_TMPDIR: other }],
        [[], { TMUX: inside, TMUX_TMPDIR: other, LANG: 'C', TERM: 'dumb' }],
      ];
      for (const [words, env] of callers) {
        const call = (name: string, ...rest: readonly string[]) =>
          runPanectl([...words, name, ...rest], { socket: null, env: { ...own, ...env } });
        const { json } = await call('daemon-status');
        expect([words, env, json]).toMatchObject([words, env, { data: { running: true, pid } }]);
        expect([words, env, (await call('pane-count', 'work')).json]).toMatchObject([
          ...[words, env],
          { data: { count: 1 } },
        ]);
      }
      expect(daemonsOf(tmux.socket)).toEqual([pid]);
      const { socket, folder } = placeOf(tmux.socket, uid);
      expect(statSync(socket).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }));
});

/** Whoever has no folder of its own in /tmp yet, in another run of the tests neither; only root may be somebody else. */
const STRANGER = 50_000 + (process.pid % 10_000);
const mayBeSomebodyElse =
  uid === 0 &&
  spawnSync('setpriv', ['--reuid', `${STRANGER}`, '--clear-groups', PANECTL, 'version']).status === 0;

const folder = `/tmp/panectl-${STRANGER}`;

const UNSAFE = [
  ['open to others', STRANGER, 0o755, `chmod 700 ${folder}`],
  ['open to a group', STRANGER, 0o770, `chmod 700 ${folder}`],
  ['of another owner', 0, 0o700, `ls -ld ${folder}`],
  ['of another owner and open', 0, 0o777, `ls -ld ${folder}`],
] as const;

describe.runIf(mayBeSomebodyElse).each(DOORS)(
  'a runtime folder that is not safe, through the %s door,',
  (door) => {
    const call = (home: string) => {
      const words = ['--reuid', `${STRANGER}`, '--clear-groups', PANECTL, '-S', join(home, 'tmux')];
      const env = { ...callerEnvironment(), PANECTL_HOME: home, ...throughDoor(door) };
      return spawnSync('setpriv', [...words, 'session-list'], { env, encoding: 'utf8', cwd: '/' });
    };

    it.each(UNSAFE)(
      '%s is refused with what to do, exit 5, and nothing is put into it',
      (_what, owner, mode, advice) =>
        withHome(async (home) => {
          chownSync(home, STRANGER, STRANGER);
          mkdirSync(folder);
          try {
            chownSync(folder, owner, owner);
            chmodSync(folder, mode);
            const ran = call(home);
            expect([ran.status, ran.stderr]).toEqual([5, '']);
            expect(JSON.parse(ran.stdout)).toMatchObject({
              ok: false,
              error: { code: 'daemon_unavailable', hint: expect.stringContaining(advice) },
            });
            expect(execFileSync('ls', ['-A', folder], { encoding: 'utf8' })).toBe('');
          } finally {
            rmSync(folder, { recursive: true, force: true });
          }
        }),
    );
  },
);
