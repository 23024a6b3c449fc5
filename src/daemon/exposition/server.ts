import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { failure } from '../../domain/failure.ts';
import { failed, type Result, success } from '../../domain/result.ts';
import { codeOf } from '../../protocol/folder.ts';

/** The door for Prometheus: `GET /metrics` on 127.0.0.1, and nothing else. Shut until somebody asks for it. */
export interface MetricsServer {
  /** Null shuts it. Where it is open on that port already, nothing happens. */
  listen(port: number | null): Promise<Result<{ readonly url: string | null }>>;
  dispose(): void;
}

/** Prometheus holds one connection; whoever opens more has to wait for himself. */
const MOST_CONNECTIONS = 8;
const PATIENCE_MS = 5_000;

export const createMetricsServer = (text: () => string): MetricsServer => {
  let current: { readonly port: number; readonly server: Server } | null = null;
  const close = (): void => {
    current?.server.close();
    current?.server.closeAllConnections();
    current = null;
  };
  return {
    listen: async (port) => {
      if (port === null) close();
      if (port === null || current?.port === port)
        return success({ url: port === null ? null : urlOf(port) });
      const opened = await open(port, text);
      if (!opened.ok) return opened;
      close();
      current = { port, server: opened.value };
      return success({ url: urlOf(port) });
    },
    dispose: close,
  };
};

const urlOf = (port: number): string => `http://127.0.0.1:${port}/metrics`;

/** Node's HTTP is fetched here: 2 MB that no daemon pays for which is not asked. */
const open = async (port: number, text: () => string): Promise<Result<Server>> => {
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer(
    {
      ...{ headersTimeout: PATIENCE_MS, requestTimeout: PATIENCE_MS, keepAliveTimeout: PATIENCE_MS },
      ...{ maxHeaderSize: 8_192, connectionsCheckingInterval: PATIENCE_MS },
    },
    (request, response) => answer(request, response, text),
  );
  server.maxConnections = MOST_CONNECTIONS;
  const error = await new Promise<Error | null>((resolve) => {
    server.once('error', resolve);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(null));
  });
  if (error !== null) return failed(notOpened(port, error));
  // Whatever goes wrong with one caller is that caller's.
  server.on('error', () => undefined);
  return success(server);
};

const notOpened = (port: number, error: Error) =>
  codeOf(error) === 'EADDRINUSE'
    ? failure('daemon_unavailable', `port ${port} is in use`, `who has it: ss -ltnp 'sport = :${port}'`, {
        port,
      })
    : failure('daemon_unavailable', `can't listen on port ${port}: ${error.message}`, 'take one above 1023', {
        port,
      });

const answer = (request: IncomingMessage, response: ServerResponse, text: () => string): void => {
  const { method = '', url = '', headers } = request;
  const reply = replyTo({ method, url, host: headers.host ?? '' }, text);
  // What is sent along is not read; the connection ends with the answer.
  if (headers['transfer-encoding'] !== undefined || headers['content-length'] !== undefined)
    response.shouldKeepAlive = false;
  response.writeHead(reply.status, {
    'content-type': reply.type,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(reply.status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(method === 'HEAD' ? undefined : reply.body);
};

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly host: string;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A page in a browser may have its own name resolved to 127.0.0.1, and asks by that name. */
const OUR_HOSTS = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/i;

export const replyTo = ({ method, url, host }: Asked, text: () => string): Reply => {
  if (!OUR_HOSTS.test(host)) return refusal(403, 'ask by the name 127.0.0.1');
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'only GET');
  if (url.split('?')[0] !== '/metrics') return refusal(404, 'there is only /metrics');
  return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: text() };
};

const refusal = (status: number, sentence: string): Reply => ({
  ...{ status, body: `${sentence}\n` },
  type: 'text/plain; charset=utf-8',
});
