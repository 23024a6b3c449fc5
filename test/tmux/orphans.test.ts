import { spawn } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Entrance } from '../../src/tmux/entrance.ts';
import { awaitOrphans } from '../../src/tmux/orphans.ts';
import { until } from '../support/until.ts';

const socket = `/tmp/nobody-listens-${process.pid}`;

/** Has the command line of a client of ours, and ends when its input does. */
const startClient = async () => {
  const words = ['tmux', '-u', '-S', socket, '-C', 'attach-session'];
  const child = spawn('sh', ['-c', 'echo here; read _; exit 0', ...words], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  await until(() => said.includes('here'), { what: 'the client to have its command line' });
  return child;
};

it.runIf(process.platform === 'linux')(
  'nobody goes in before the clients of a panectl that was killed have gone',
  async () => {
    const orphan = await startClient();
    awaitOrphans(`${socket}-of-another-server`);
    const entrance = new Entrance();
    await entrance.enter(async () => undefined);
    awaitOrphans(socket);
    const seen: string[] = [];
    orphan.once('exit', () => seen.push('gone'));
    const entered = entrance.enter(async () => void seen.push('in'));
    await setImmediate();
    expect(seen).toEqual([]);
    orphan.stdin.end();
    await entered;
    expect(seen).toEqual(['gone', 'in']);
  },
);
