import { expect, it } from 'vitest';
import { cleanEnvironment } from '../../src/tmux/environment.ts';

it('passes on nothing of npm, Node, a surrounding tmux or panectl', () => {
  const clean = cleanEnvironment({
    PATH: '/repo/node_modules/.bin:/usr/lib/node-gyp-bin:/usr/bin:/bin',
    HOME: '/home/x',
    LANG: 'C.UTF-8',
    npm_config_cache: 'x',
    INIT_CWD: 'x',
    NODE: 'x',
    NODE_OPTIONS: 'x',
    TMUX: 'x',
    TMUX_PANE: '%1',
    PANECTL_SOCKET: 'x',
  });
  expect(clean).toEqual({ PATH: '/usr/bin:/bin', HOME: '/home/x', LANG: 'C.UTF-8' });
});
