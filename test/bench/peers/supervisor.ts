import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timed } from '../figures.ts';
import { crashWay } from './crash.ts';
import { type Ground, type Peer, QUIET } from './peer.ts';
import { callMs, msUntil, outputOf, pathOf, versionOf } from './programs.ts';
import { pythonWith } from './python.ts';

const EXIT = fileURLToPath(new URL('supervisor_exit.py', import.meta.url));

/** Processes without terminals, by its own configuration and socket. */
export const supervisor: Peer = {
  name: 'supervisor',
  from: 'apt-get install supervisor',
  version: () => versionOf('supervisord', '-v'),
  open: async (ground) => {
    const { tmux, folder } = ground;
    const { env } = tmux;
    const socket = join(folder, 'supervisor.sock');
    const restart = crashWay('supervisor, autorestart', folder, 'supervisor', async () => {
      await ctl('start', 'crash').catch(() => 0);
      return () => Promise.resolve();
    });
    const config = join(folder, 'supervisord.conf');
    writeFileSync(config, configuration(ground, socket, `sh ${join(folder, 'supervisor-crash')}`));
    const child = spawn(pathOf('supervisord') ?? 'supervisord', ['-n', '-c', config], {
      ...{ env, cwd: folder, stdio: 'ignore' },
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const ctl = (...args: readonly string[]) =>
      callMs({ program: pathOf('supervisorctl') ?? 'supervisorctl', args: ['-c', config, ...args], env });
    await msUntil(performance.now(), () => existsSync(socket));
    const python = (await pythonWith('supervisor.xmlrpc')) ?? 'python3';
    const exit = async (): Promise<number> => {
      const ran = await timed(() => outputOf({ program: python, args: [EXIT, socket, 'job'], env }));
      if (ran.value.trim() !== '7') throw new Error(`the code came as ${ran.value.trim()}`);
      return ran.ms;
    };
    return {
      ways: [
        {
          operation: 'usage',
          how: 'supervisorctl status (no CPU, no memory)',
          sample: () => ctl('status', 'quiet:*'),
        },
        { operation: 'exit', how: 'supervisor, its API from Python', sample: exit },
        restart,
      ],
      residents: [{ how: 'supervisord', pids: () => [child.pid ?? 0] }],
      monitors: [],
      end: async () => {
        await ctl('shutdown').catch(() => 0);
        await ended;
      },
    };
  },
};

const configuration = ({ folder, quiet }: Ground, socket: string, crash: string): string => `[supervisord]
logfile=${folder}/supervisord.log
pidfile=${folder}/supervisord.pid
childlogdir=${folder}
user=root
[unix_http_server]
file=${socket}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://${socket}
[program:quiet]
command=${quiet.replace('exec ', '')}
process_name=quiet_%(process_num)02d
numprocs=${QUIET}
[program:job]
command=sh -c "exit 7"
autostart=false
autorestart=false
startsecs=0
[program:crash]
command=${crash}
autostart=false
autorestart=true
`;
