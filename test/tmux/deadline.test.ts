import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { afterMs } from '../../src/tmux/deadline.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../support/temporary.ts';

/** Both ends of a connection. */
const withPair = async (body: (near: Socket, far: Socket) => Promise<void>): Promise<void> => {
  const folder = makeTemporaryFolder();
  const server = createServer().listen(join(folder, 'socket'));
  const near = connect(join(folder, 'socket'));
  const [far]: Socket[] = await once(server, 'connection');
  try {
    if (far === undefined) throw new Error('nobody came');
    await body(near, far);
  } finally {
    for (const socket of [near, far]) socket?.destroy();
    server.close();
    removeTemporaryFolder(folder);
  }
};

/** As a machine that sleeps, or that others have for themselves. */
const standStill = (ms: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

it('takes no standstill of its own for silence: what came meanwhile is heard first', () =>
  withPair(async (near, far) => {
    const told = new Promise<string>((resolve) => {
      const callOff = afterMs(100, () => resolve('nobody spoke'));
      near.once('data', (bytes) => {
        callOff();
        resolve(String(bytes));
      });
    });
    far.write('hello');
    standStill(200);
    expect(await told).toBe('hello');
  }));

it('acts when nobody has called it off, and not for who has', async () => {
  const acted: string[] = [];
  const callOff = afterMs(5, () => acted.push('called off'));
  const rest = new Promise<void>((resolve) => {
    afterMs(20, () => {
      acted.push('silence');
      resolve();
    });
  });
  callOff();
  await rest;
  expect(acted).toEqual(['silence']);
});
