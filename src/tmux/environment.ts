import { delimiter } from 'node:path';

/**
 * The environment that a tmux server, and through it every pane, may inherit: nothing of npm's, of Node's, of a
 * surrounding tmux or of ours. Under `npm start` PATH begins with `node_modules/.bin`, which holds a `node` of
 * panectl's own: a server that was started with it would hand that to every program in every pane, for days.
 */
export const cleanEnvironment = (env: NodeJS.ProcessEnv): Record<string, string> => {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || FOREIGN.test(name)) continue;
    clean[name] = name === 'PATH' ? cleanPath(value) : value;
  }
  return clean;
};

// `_` names the program that the caller's shell started; INIT_CWD and npm_* are npm's; VITEST the test runner's.
const FOREIGN = /^(npm_.*|INIT_CWD|NODE|NODE_.*|TMUX|TMUX_PANE|PANECTL_.*|VITEST.*|_)$/;

const cleanPath = (path: string): string =>
  path
    .split(delimiter)
    .filter((folder) => !/(^|\/)node_modules\/\.bin\/?$|(^|\/)node-gyp-bin\/?$/.test(folder))
    .join(delimiter);
