import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/protocol/place.ts';
import { callerEnvironment } from '../support/private-tmux.ts';
import { PANECTL, runPanectl } from '../support/run-panectl.ts';
import { daemonsOf, withHome, withPanectl } from '../support/with-panectl.ts';
import { row } from './hostile-corpus.ts';

const uid = process.getuid?.() ?? 0;

describe('the daemon of a server', () => {
  it('is the same one for every caller, whatever the environment and however the server is called', () =>
    withPanectl(async ({ tmux, home, ask }) => {
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
        const ran = await runPanectl([...words, 'daemon-status'], {
          socket: null,
          env: { PANECTL_HOME: home, ...env },
        });
        expect([words, env, ran.json]).toMatchObject([words, env, { data: { running: true, pid } }]);
      }
      expect(daemonsOf(tmux.socket)).toEqual([pid]);
      const { socket, folder } = placeOf(tmux.socket, uid);
      expect(statSync(socket).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }));
});

/** Whoever has no folder of its own in /tmp yet; only root may be somebody else. */
const STRANGER = 61_234;
const mayBeSomebodyElse =
  uid === 0 &&
  spawnSync('setpriv', ['--reuid', `${STRANGER}`, '--clear-groups', PANECTL, 'version']).status === 0;

describe.runIf(mayBeSomebodyElse)('a runtime folder that is not safe', () => {
  const folder = `/tmp/panectl-${STRANGER}`;
  const call = (home: string) => {
    const words = ['--reuid', `${STRANGER}`, '--clear-groups', PANECTL, '-S', join(home, 'tmux')];
    const env = { ...callerEnvironment(), PANECTL_HOME: home };
    return spawnSync('setpriv', [...words, 'session-list'], { env, encoding: 'utf8', cwd: '/' });
  };

  it.each([
    ['open to others', STRANGER, 0o755, `chmod 700 ${folder}`],
    ['open to a group', STRANGER, 0o770, `chmod 700 ${folder}`],
    ['of another owner', 0, 0o700, `ls -ld ${folder}`],
    ['of another owner and open', 0, 0o777, `ls -ld ${folder}`],
  ])('%s is refused with what to do, exit 5, and nothing is put into it', (_what, owner, mode, advice) =>
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
});
