import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFile, placeOf, socketInTmux, stateHome, tmuxSocketPath } from '../../src/protocol/place.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary.ts';

describe('which server', () => {
  it.each([
    [{ path: '/s', name: 'n' }, { PANECTL_SOCKET: '/p' }, '/s'],
    [{ path: null, name: 'n' }, { PANECTL_SOCKET: '/p' }, '/tmp/tmux-7/n'],
    [{ path: null, name: 'n' }, { TMUX_TMPDIR: '/run' }, '/run/tmux-7/n'],
    [{ path: null, name: null }, { PANECTL_SOCKET: '/p', TMUX: '/t,1,0' }, '/p'],
    [{ path: null, name: null }, { TMUX: '/a,b/t,12,0' }, '/a,b/t'],
    [{ path: null, name: null }, { TMUX: 'nonsense' }, '/tmp/tmux-7/default'],
    [{ path: null, name: null }, { TMUX: '', TMUX_TMPDIR: '' }, '/tmp/tmux-7/default'],
  ])('%j with %j is %s', (choice, env, expected) => {
    expect(tmuxSocketPath({ ...choice, env, uid: 7 })).toBe(expected);
  });

  it('reads the socket out of $TMUX only where it is whole', () => {
    expect(['/t,1,0', '/t,1', '', undefined].map(socketInTmux)).toEqual(['/t', null, null, null]);
  });
});

describe('where its daemon is met', () => {
  it('is the same through links, and another for another server of the same name', () => {
    const folder = makeTemporaryFolder();
    try {
      for (const name of ['real', 'other']) mkdirSync(join(folder, name));
      symlinkSync(join(folder, 'real'), join(folder, 'link'));
      const real = placeOf(join(folder, 'real/default'), 7);
      expect(placeOf(join(folder, 'link/../real/./default'), 7)).toEqual(real);
      expect(placeOf(join(folder, 'link/default'), 7)).toEqual(real);
      expect(placeOf(join(folder, 'other/default'), 7).key).not.toBe(real.key);
      expect(real.key).toMatch(/^default-[0-9a-f]{12}$/);
      expect(real.folder).toBe('/tmp/panectl-7');
    } finally {
      removeTemporaryFolder(folder);
    }
  });

  it('fits into a socket address and is one file name, whatever the server is called', () => {
    for (const name of ['x'.repeat(255), 'a b;c$(d)\n', '..', 'ünï']) {
      const { socket, key } = placeOf(`/nowhere/at all/${name}`, 4_294_967_295);
      expect(Buffer.byteLength(socket)).toBeLessThan(104);
      expect(key).toMatch(/^[\w.-]+-[0-9a-f]{12}$/);
    }
  });
});

describe('where state and settings are', () => {
  it.each([
    [{ PANECTL_HOME: '/h', XDG_STATE_HOME: '/x' }, '/h', '/h/config.yml'],
    [{ XDG_STATE_HOME: '/x', XDG_CONFIG_HOME: '/c', HOME: '/u' }, '/x/panectl', '/c/panectl/config.yml'],
    [{ XDG_STATE_HOME: 'x', HOME: '/u' }, '/u/.local/state/panectl', '/u/.config/panectl/config.yml'],
    [{ PANECTL_HOME: '', HOME: '/u' }, '/u/.local/state/panectl', '/u/.config/panectl/config.yml'],
  ])('%j', (env, state, config) => {
    expect([stateHome(env), configFile(env)]).toEqual([state, config]);
  });
});
