import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary.ts';

const SCRIPTS = fileURLToPath(new URL('../../scripts', import.meta.url));
const run = promisify(execFile);
const LONG_AGO = new Date('2020-01-01');

interface Clone {
  readonly root: string;
  readonly ensure: () => Promise<string>;
  /** What was installed and built so far, in order. */
  readonly done: () => string;
}

/** A fresh clone in little: the real script, an `npm` and a build that only write down that they ran. */
const withClone = async (body: (clone: Clone) => Promise<void>): Promise<void> => {
  const root = makeTemporaryFolder();
  for (const folder of ['scripts', 'src', 'bin']) mkdirSync(join(root, folder));
  for (const script of ['ensure-built.sh', 'find-node.sh']) {
    copyFileSync(join(SCRIPTS, script), join(root, 'scripts', script));
  }
  const note = (word: string) => `echo ${word} >>'${root}/done'`;
  writeFileSync(join(root, 'bin/npm'), `#!/bin/sh\n${note('install')}\nmkdir -p node_modules\n`);
  writeFileSync(
    join(root, 'bin/node'),
    `#!/bin/sh\n[ "$1" = -e ] && exit 0\n${note('build')}\nmkdir -p dist; touch dist/.built\n`,
  );
  for (const program of ['npm', 'node']) chmodSync(join(root, 'bin', program), 0o755);
  for (const file of ['package.json', 'package-lock.json', 'src/a.ts', 'scripts/build.mjs'])
    age(root, file, '');
  age(root, 'src');
  const env = { PATH: `${root}/bin:/usr/bin:/bin` };
  const ensure = async () => (await run('/bin/sh', [join(root, 'scripts/ensure-built.sh')], { env })).stderr;
  const done = () =>
    existsSync(`${root}/done`) ? readFileSync(`${root}/done`, 'utf8').trim().split('\n').join(' ') : '';
  try {
    await body({ root, ensure, done });
  } finally {
    removeTemporaryFolder(root);
  }
};

const age = (root: string, file: string, text?: string): void => {
  if (text !== undefined) writeFileSync(join(root, file), text);
  utimesSync(join(root, file), LONG_AGO, LONG_AGO);
};

/** Later than anything that the script has just made, whatever the file system's clock resolves. */
const touchLater = (root: string, file: string): void => {
  appendFileSync(join(root, file), '\n');
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, file), later, later);
};

describe('ensure-built.sh', () => {
  it('installs, then builds, and says each in a line', async () => {
    await withClone(async ({ ensure, done }) => {
      expect((await ensure()).trim().split('\n')).toHaveLength(2);
      expect(done()).toBe('install build');
    });
  });

  it('does nothing and says nothing when nothing changed', async () => {
    await withClone(async ({ ensure, done }) => {
      await ensure();
      expect(await ensure()).toBe('');
      expect(done()).toBe('install build');
    });
  });

  it('builds again after a source changed', async () => {
    await withClone(async ({ root, ensure, done }) => {
      await ensure();
      touchLater(root, 'src/a.ts');
      await ensure();
      expect(done()).toBe('install build build');
    });
  });

  it('installs again after the lockfile changed', async () => {
    await withClone(async ({ root, ensure, done }) => {
      await ensure();
      touchLater(root, 'package-lock.json');
      await ensure();
      expect(done().startsWith('install build install')).toBe(true);
    });
  });

  it('works once when two start at the same time', async () => {
    await withClone(async ({ ensure, done }) => {
      await Promise.all([ensure(), ensure(), ensure()]);
      expect(done()).toBe('install build');
    });
  });

  it('pushes the lock of a dead process aside', async () => {
    await withClone(async ({ root, ensure, done }) => {
      mkdirSync(join(root, '.cache/build.lock'), { recursive: true });
      writeFileSync(join(root, '.cache/build.lock/pid'), '999999999\n');
      await ensure();
      expect(done()).toBe('install build');
    });
  });
});
