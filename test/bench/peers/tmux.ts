import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timed } from '../figures.ts';
import { lineOf, loadingWays, PANES, WINDOWS } from './loading.ts';
import { type Ground, NOTHING, type Peer, type Way } from './peer.ts';
import { callMs, versionOf } from './programs.ts';
import { makeTrigger } from './reaction.ts';

const BRIDGE = fileURLToPath(new URL('../bridge.sh', import.meta.url));

/** The floor: what tmux takes itself, called once for each thing. */
export const rawTmux: Peer = {
  name: 'tmux',
  from: 'https://github.com/tmux/tmux',
  version: () => versionOf('tmux', '-V'),
  open: async (ground) => {
    const { tmux } = ground;
    const list = ['list-panes', '-s', '-t', '=bench:'];
    const [main = ''] = await tmux.lines(...list, '-F', '#{pane_id}');
    const raw = async (...args: readonly string[]) => (await timed(() => tmux.run(...args))).ms;
    const create = async (): Promise<number> => {
      const made = await timed(() =>
        tmux.run('split-window', '-dPF', '#{pane_id}', '-t', main, ground.quiet),
      );
      await tmux.run('kill-pane', '-t', made.value);
      return made.ms;
    };
    const exec = ['send-keys', '-t', main, 'echo $((6 * 7)); tmux wait-for -S ran', 'Enter'];
    const exit = 'sh -c "exit 7"; echo $? >/dev/null; tmux wait-for -S over';
    return {
      ...NOTHING,
      ways: [
        { operation: 'count', how: 'tmux list-panes', sample: () => raw(...list) },
        { operation: 'list', how: 'tmux list-panes', sample: () => raw(...list, '-F', FORMAT) },
        { operation: 'create', how: 'tmux split-window', sample: create },
        { operation: 'capture', how: 'tmux capture-pane', sample: () => raw('capture-pane', '-pt', main) },
        {
          operation: 'exec',
          how: 'tmux send-keys, wait-for',
          sample: () => raw(...exec, ';', 'wait-for', 'ran'),
        },
        {
          operation: 'exit',
          how: 'tmux new-window, wait-for',
          sample: () => raw('new-window', '-dt', '=bench:', exit, ';', 'wait-for', 'over'),
        },
        ...loadingWays(ground, {
          how: 'tmux source-file',
          tmux,
          name: 'raw',
          load: (session, marks) => tmux.run('source-file', sourceFile(ground, session, marks)),
        }),
        await pipeWay(ground),
      ],
    };
  },
};

const FORMAT = '#{pane_id} #{pane_pid} #{pane_current_command} #{pane_width} #{pane_height}';

const sourceFile = ({ folder }: Ground, session: string, marks: string): string => {
  const path = join(folder, `${session}.conf`);
  const typed = (at: number) => `send-keys -t '=${session}:${at}' '${lineOf(marks)}' Enter`;
  const lines = Array.from({ length: WINDOWS }, (_, at) => [
    at === 0 ? `new-session -d -s ${session} -x 200 -y 50` : `new-window -d -t '=${session}:${at}'`,
    typed(at),
    ...Array.from({ length: PANES - 1 }, () => [
      `split-window -t '=${session}:${at}'`,
      `select-layout -t '=${session}:${at}' tiled`,
      typed(at),
    ]).flat(),
  ]).flat();
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

const pipeWay = async ({ tmux, folder }: Ground): Promise<Way> => {
  const { prints, action, sample } = makeTrigger(folder, 'pipe');
  await tmux.run('new-session', '-d', '-s', 'pipe', prints);
  await tmux.run(
    'pipe-pane',
    '-t',
    '=pipe:',
    `grep --line-buffered FIRE | while read -r _; do ${action}; done`,
  );
  return { operation: 'react', how: 'tmux pipe-pane to grep', sample };
};

/** What people write themselves: tmux and jq, a process for each question, and a loop that looks every second. */
export const bash: Peer = {
  name: 'bash with jq',
  from: 'a script of 20 lines',
  version: async () =>
    (await versionOf('jq', '--version')) === null ? null : versionOf('bash', '--version'),
  open: async (ground) => {
    const { tmux, folder } = ground;
    const call = (...args: readonly string[]) =>
      callMs({ program: BRIDGE, args: [tmux.socket, ...args], env: tmux.env });
    const [main = ''] = await tmux.lines('list-panes', '-s', '-t', '=bench:', '-F', '#{pane_id}');
    const create = async (round: number): Promise<number> => {
      const took = await call('pane-create', 'bench', `b${round}`);
      const made = await tmux.run(
        'list-panes',
        '-st',
        '=bench:',
        '-f',
        `#{==:#{@label},b${round}}`,
        '-F',
        '#{pane_id}',
      );
      await tmux.run('kill-pane', '-t', made);
      return took;
    };
    const { prints, action, sample } = makeTrigger(folder, 'loop');
    await tmux.run('new-session', '-d', '-s', 'loop', prints);
    const look = `tmux -S '${tmux.socket}' capture-pane -pt =loop: | grep -c FIRE`;
    const loop = `seen=0; while sleep 1; do n=$(${look}); [ "$n" -gt "$seen" ] && ${action}; seen=$n; done`;
    const child = execFile('bash', ['-c', loop], { env: tmux.env, cwd: '/' }, () => undefined);
    return {
      ...NOTHING,
      ways: [
        { operation: 'count', how: 'a bash script with jq', sample: () => call('pane-count', 'bench') },
        { operation: 'list', how: 'a bash script with jq', sample: () => call('pane-list', 'bench') },
        { operation: 'create', how: 'a bash script with jq', sample: create },
        {
          operation: 'capture',
          how: 'a bash script with jq',
          sample: () => call('pane-capture', 'bench', main),
        },
        { operation: 'react', how: 'a bash loop, every second', sample },
      ],
      end: () => Promise.resolve(void child.kill('SIGKILL')),
    };
  },
};
