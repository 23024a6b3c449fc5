import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimFolder, claimStateFolder } from '../../src/protocol/folder.ts';
import { withHome } from '../support/with-panectl.ts';

const uid = process.getuid?.() ?? 0;

describe('the runtime folder', () => {
  it('is made for nobody else, and taken again', () =>
    withHome(async (home) => {
      const folder = join(home, 'run');
      expect(claimFolder(folder, uid).ok).toBe(true);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(claimFolder(folder, uid).ok).toBe(true);
    }));

  it('is refused when it is open to others, a link, or no folder', () =>
    withHome(async (home) => {
      mkdirSync(join(home, 'open'), { mode: 0o700 });
      chmodSync(join(home, 'open'), 0o755);
      symlinkSync(home, join(home, 'link'));
      writeFileSync(join(home, 'file'), '');
      for (const name of ['open', 'link', 'file'])
        expect(claimFolder(join(home, name), uid)).toMatchObject({
          ok: false,
          failure: { code: 'daemon_unavailable', hint: expect.stringContaining(name) },
        });
    }));

  it.runIf(uid === 0)('is refused when somebody else owns it', () =>
    withHome(async (home) => {
      const folder = join(home, 'theirs');
      mkdirSync(folder, { mode: 0o700 });
      chownSync(folder, 12_345, 12_345);
      expect(claimFolder(folder, uid)).toMatchObject({
        failure: { code: 'daemon_unavailable', message: expect.stringContaining('12345') },
      });
    }),
  );
});

describe('the folder of database and logs', () => {
  it('is made with what is above it, and taken again', () =>
    withHome(async (home) => {
      const folder = join(home, 'a', 'b');
      expect(claimStateFolder(folder, uid).ok).toBe(true);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(claimStateFolder(folder, uid).ok).toBe(true);
      symlinkSync(folder, join(home, 'link'));
      expect(claimStateFolder(join(home, 'link'), uid).ok).toBe(true);
    }));

  it('is called by its name, with where the trouble is, when it will not do', () =>
    withHome(async (home) => {
      const file = join(home, 'file');
      writeFileSync(file, '');
      symlinkSync(join(home, 'nowhere'), join(home, 'dangling'));
      for (const [folder, what] of [
        [file, 'is no folder'],
        [join(file, 'panectl'), `in ${file} (ENOTDIR)`],
        [join(home, 'dangling'), "can't be"],
        ['/proc/panectl', 'in /proc (ENOENT)'],
      ] as const) {
        const claimed = claimStateFolder(folder, uid);
        expect(claimed).toMatchObject({ ok: false, failure: { code: 'daemon_unavailable' } });
        if (claimed.ok) continue;
        expect(claimed.failure.message).toContain(folder);
        expect(claimed.failure.message).toContain(what);
        expect(claimed.failure.hint).toContain('PANECTL_HOME');
      }
    }));

  it.runIf(uid === 0)('is refused when somebody else owns it', () =>
    withHome(async (home) => {
      chownSync(home, 12_345, 12_345);
      expect(claimStateFolder(home, uid)).toMatchObject({
        failure: { message: expect.stringContaining('belongs to user 12345') },
      });
    }),
  );

  it('will do when it can only be read: the daemon works without its disk, and says so', () =>
    withHome(async (home) => {
      chmodSync(home, 0o500);
      expect(claimStateFolder(home, uid).ok).toBe(true);
    }));
});
