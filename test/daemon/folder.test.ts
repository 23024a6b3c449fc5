import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimFolder } from '../../src/protocol/folder.ts';
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
