import { chmodSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { failure } from '../domain/failure.ts';
import { failed, type Result, success } from '../domain/result.ts';
import { codeOf } from '../protocol/folder.ts';

/**
 * Listens on the socket. Call it with the lock held: then a socket that is there and refuses is a dead daemon's
 * leftover and is removed; one that answers belongs to a daemon whose lock file somebody has deleted.
 */
export const listen = async (
  path: string,
  onConnection: (socket: Socket) => void,
): Promise<Result<Server>> => {
  const found = await probeSocket(path);
  if (found === 'answers') return failed(inUse(path));
  if (found === 'refuses') unlinkSync(path);
  const server = createServer(onConnection);
  const error = await new Promise<Error | null>((resolve) => {
    server.once('error', resolve);
    server.listen(path, () => resolve(null));
  });
  if (error !== null) {
    return failed(
      failure('daemon_unavailable', `can't listen on ${path}: ${error.message}`, 'panectl doctor'),
    );
  }
  chmodSync(path, 0o600);
  return success(server);
};

/** `refuses`: there is a socket and nobody listens (ECONNREFUSED). Anything else that is not a socket is in the way. */
export const probeSocket = (path: string): Promise<'answers' | 'refuses' | 'absent'> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve('answers');
    });
    socket.once('error', (error) => resolve(codeOf(error) === 'ECONNREFUSED' ? 'refuses' : 'absent'));
  });

const inUse = (path: string) =>
  failure('daemon_unavailable', `another daemon listens on ${path}`, 'panectl daemon-status', {
    socket: path,
  });
