import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary.ts';

const START = fileURLToPath(new URL('../../scripts/start.sh', import.meta.url));
const TOOLS = ['dirname', 'env', 'grep', 'paste', 'sed', 'tr'];

/** Runs start.sh where only a few tools and the given tmux exist. */
const startWith = (tmux: string | null) => {
  const folder = makeTemporaryFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const tool of TOOLS) symlinkSync(placeOf(tool), join(bin, tool));
  if (tmux !== null) {
    writeFileSync(join(bin, 'tmux'), `#!/bin/sh\n${tmux}\n`);
    chmodSync(join(bin, 'tmux'), 0o755);
  }
  try {
    const { status, stdout, stderr } = spawnSync('/bin/sh', [START], {
      env: { PATH: bin },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  } finally {
    removeTemporaryFolder(folder);
  }
};

const placeOf = (tool: string): string => {
  const place = ['/usr/bin', '/bin'].map((folder) => join(folder, tool)).find(existsSync);
  if (place === undefined) throw new Error(`${tool} is missing on this machine`);
  return place;
};

describe('npm start', () => {
  it('says in one sentence what to install where tmux is missing', () => {
    const { status, stdout, stderr } = startWith(null);
    expect({ status, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
      status: 5,
      stdout: '',
      lines: 1,
    });
    expect(stderr).toContain('panectl needs tmux 3.3 or newer');
  });

  it.each(['1.8', '2.9a', '3.0', '3.1c', '3.2', '3.2a'])('refuses tmux %s', (version) => {
    const { status, stderr } = startWith(`echo 'tmux ${version}'`);
    expect(status).toBe(5);
    expect(stderr).toContain(`this is ${version}:`);
  });
});
