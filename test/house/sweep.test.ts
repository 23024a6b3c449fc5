import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOf } from '../../src/protocol/place.ts';
import { sweep } from '../support/sweep.ts';
import {
  abandonedFolders,
  isAlive,
  makeTemporaryFolder,
  removeTemporaryFolder,
  SOCKET_NAME,
} from '../support/temporary.ts';
import { until } from '../support/until.ts';

const SUPPORT = fileURLToPath(new URL('../support/private-tmux.ts', import.meta.url));

/** A test run in little: starts a private server, says where, and then hangs. */
const HANGING = `
  const { withPrivateTmux } = await import(process.argv[1]);
  await withPrivateTmux(async (tmux) => {
    console.log(JSON.stringify({ folder: tmux.folder, pid: await tmux.serverPid() }));
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  });
`;

/** A place for temporary folders of its own: what is abandoned there is found by no other run that ends meanwhile. */
let place = '';
let before: string | undefined;
beforeEach(() => {
  before = process.env.TMPDIR;
  place = makeTemporaryFolder();
  process.env.TMPDIR = place;
});
afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  removeTemporaryFolder(place);
});

describe('a test run that was killed', () => {
  it('leaves a server that the next run ends and removes', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', HANGING, SUPPORT], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const left: { folder: string; pid: number } = JSON.parse(String(line));
    expect(abandonedFolders()).not.toContain(left.folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(left.pid)).toBe(true);
    expect(abandonedFolders()).toContain(left.folder);
    removeTemporaryFolder(left.folder);
    expect(existsSync(left.folder)).toBe(false);
    await until(() => !isAlive(left.pid), { what: 'the killed server to end' });
  });

  it('may have laid a folder in the way of a daemon, which goes as well', () => {
    const folder = makeTemporaryFolder();
    const { folder: beside, socket, lock } = placeOf(join(folder, SOCKET_NAME), process.getuid?.() ?? 0);
    mkdirSync(beside, { recursive: true, mode: 0o700 });
    for (const place of [socket, lock]) mkdirSync(join(place, 'in the way'), { recursive: true });
    removeTemporaryFolder(folder);
    expect([folder, socket, lock].filter(existsSync)).toEqual([]);
  });

  it('keeps nobody from running tests where something of it can not be removed', () => {
    const tried: string[] = [];
    sweep(['/nowhere/one', '/nowhere/other'], (folder) => {
      tried.push(folder);
      throw new Error('not yours');
    });
    expect(tried).toEqual(['/nowhere/one', '/nowhere/other']);
  });

  it('is not taken for what has only begun its name alike', () => {
    const folder = join(tmpdir(), `panectl-t-mine-${randomUUID()}`);
    try {
      mkdirSync(folder);
      expect(abandonedFolders()).not.toContain(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('takes nothing from a run that has made its folder and not yet signed it', () => {
    const folder = mkdtempSync(join(tmpdir(), `panectl-t-${process.pid}-`));
    try {
      expect(abandonedFolders()).not.toContain(folder);
      writeFileSync(join(folder, 'owner'), '');
      expect(abandonedFolders()).not.toContain(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
