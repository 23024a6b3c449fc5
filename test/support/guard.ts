import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary.ts';

/**
 * No test may meet the tmux server, the settings or the database of the person who runs it. `TMUX_TMPDIR` is where
 * tmux makes its default socket (tmux(1), -L): anything that appears there was a test without `-S`.
 */
const folder = makeTemporaryFolder();
const trap = join(folder, 'default-server');
mkdirSync(trap, { mode: 0o700 });

/** These are for the tests themselves: which door calls take, and what random numbers begin with. */
const OWN = new Set(['PANECTL_DOOR', 'PANECTL_TEST_SEED']);
const isForeign = (name: string): boolean =>
  name === 'TMUX' || name === 'TMUX_PANE' || (name.startsWith('PANECTL_') && !OWN.has(name));

for (const name of Object.keys(process.env)) if (isForeign(name)) delete process.env[name];
process.env.TMUX_TMPDIR = trap;
process.env.PANECTL_HOME = join(folder, 'home');

afterAll(() => {
  const touched = readdirSync(trap);
  for (const name of touched) endServer(join(trap, name, 'default'));
  removeTemporaryFolder(folder);
  if (touched.length > 0)
    throw new Error(`a test reached for the default tmux server (${touched.join(', ')})`);
});

const endServer = (socket: string): void => {
  try {
    execFileSync('tmux', ['-S', socket, 'kill-server'], { stdio: 'ignore' });
  } catch {
    // It has ended by itself, or never was a server.
  }
};
