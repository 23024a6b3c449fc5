import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive } from '../../support/temporary.ts';
import { crashWay } from './crash.ts';
import { type Ground, type Peer, QUIET } from './peer.ts';
import { callMs, msUntil, pathOf } from './programs.ts';

const EXIT = fileURLToPath(new URL('pm2_exit.ts', import.meta.url));

/** Its package; its command would start a daemon only to say its version. */
const packageOf = (): string | null => {
  const bin = pathOf('pm2');
  return bin === null ? null : dirname(dirname(realpathSync(bin)));
};

/** Processes without terminals, by a daemon in a home of its own, on the Node that runs this. */
export const pm2: Peer = {
  name: 'pm2',
  from: 'npm install --prefix FOLDER pm2, FOLDER/node_modules/.bin in PATH',
  version: () => Promise.resolve(versionIn(packageOf())),
  open: async (ground) => {
    const { folder } = ground;
    const home = join(folder, 'pm2');
    const env = { ...ground.tmux.env, PM2_HOME: home, HOME: folder };
    const call = (...args: readonly string[]) =>
      callMs({ program: process.execPath, args: [join(packageOf() ?? '', 'bin/pm2'), ...args], env });
    await call('start', ecosystem(ground));
    const daemon = Number(readFileSync(join(home, 'pm2.pid'), 'utf8'));
    const exit = async (): Promise<number> => {
      const took = await callMs({ program: process.execPath, args: [EXIT, packageOf() ?? ''], env });
      await call('delete', 'job');
      return took;
    };
    const restart = crashWay('pm2', folder, 'pm2', async (command, round) => {
      if (round === 0) await call('start', crashFile(folder, command));
      return () => Promise.resolve();
    });
    return {
      ways: [
        { operation: 'usage', how: 'pm2 jlist', sample: () => call('jlist') },
        { operation: 'exit', how: 'pm2, its API from Node', sample: exit },
        restart,
      ],
      residents: [{ how: "pm2's daemon", pids: () => [daemon] }],
      monitors: [],
      end: async () => {
        await call('kill').catch(() => 0);
        await msUntil(performance.now(), () => !isAlive(daemon));
      },
    };
  },
};

const versionIn = (folder: string | null): string | null =>
  folder === null
    ? null
    : (/"version": "([^"]+)"/.exec(readFileSync(join(folder, 'package.json'), 'utf8'))?.[1] ?? 'unknown');

const ecosystem = ({ folder }: Ground): string => {
  const file = join(folder, 'quiet.json');
  const app = { script: '/usr/bin/tail', args: ['-f', join(folder, 'nothing')], interpreter: 'none' };
  const apps = Array.from({ length: QUIET }, (_, at) => ({ ...app, name: `quiet${at}` }));
  writeFileSync(file, JSON.stringify({ apps }));
  return file;
};

const crashFile = (folder: string, command: string): string => {
  const file = join(folder, 'crash.json');
  const app = { name: 'crash', script: '/bin/sh', args: ['-c', command], interpreter: 'none' };
  writeFileSync(file, JSON.stringify({ apps: [{ ...app, max_restarts: 1_000 }] }));
  return file;
};
