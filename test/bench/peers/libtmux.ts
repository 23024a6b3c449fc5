import { fileURLToPath } from 'node:url';
import { timed } from '../figures.ts';
import { lineOf, loadingWays, PANES, WINDOWS } from './loading.ts';
import { NOTHING, type Peer } from './peer.ts';
import { callMs, outputOf } from './programs.ts';
import { pythonVersionOf, pythonWith } from './python.ts';

const SCRIPT = fileURLToPath(new URL('libtmux_calls.py', import.meta.url));

/** A Python script that is started for each question, as panectl's command line is. */
export const libtmux: Peer = {
  name: 'libtmux',
  from: 'apt-get install python3-libtmux',
  version: () => pythonVersionOf('libtmux', 'libtmux.__version__'),
  open: async (ground) => {
    const { tmux, quiet } = ground;
    const python = await pythonWith('libtmux');
    const toCall = (args: readonly string[]) => ({
      program: python ?? 'python3',
      args: [SCRIPT, tmux.socket, ...args],
      env: tmux.env,
    });
    const call = (...args: readonly string[]) => callMs(toCall(args));
    const create = async (): Promise<number> => {
      const made = await timed(() => outputOf(toCall(['create', quiet])));
      await tmux.run('kill-pane', '-t', made.value.trim().replaceAll('"', ''));
      return made.ms;
    };
    return {
      ...NOTHING,
      ways: [
        { operation: 'count', how: 'libtmux, a script', sample: () => call('count') },
        { operation: 'list', how: 'libtmux, a script', sample: () => call('list') },
        { operation: 'create', how: 'libtmux, a script', sample: create },
        { operation: 'capture', how: 'libtmux, a script', sample: () => call('capture') },
        ...loadingWays(ground, {
          how: 'libtmux, a script',
          tmux,
          name: 'lib',
          load: (session, marks) => call('load', session, `${WINDOWS}`, `${PANES}`, lineOf(marks)),
        }),
      ],
    };
  },
};
