import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { connect } from '../client/connection.ts';
import { mcpInput } from '../commands/daemon.ts';
import { parseArgv } from '../commands/words/parse.ts';
import type { Failure } from '../domain/failure.ts';
import type { Caller } from '../protocol/call.ts';
import { exitStatusOfFailure } from '../protocol/envelope.ts';
import type { Place } from '../protocol/place.ts';
import { createLink } from './link.ts';
import { createServer } from './server.ts';
import { offeredTools } from './tools.ts';

export interface McpOptions {
  readonly argv: readonly string[];
  readonly place: Place;
  readonly caller: Caller;
}

/**
 * Speaks MCP until standard input ends. Standard output carries the protocol and nothing else, so whatever is to be
 * said to a person goes to standard error.
 */
export const runMcp = async ({ argv, place, caller }: McpOptions): Promise<number> => {
  const parsed = parseArgv(argv);
  if (!parsed.ok) return complain(parsed.failure.message, parsed.failure);
  const options = mcpInput.safeParse(parsed.value.input);
  if (!options.success) return complain(options.error.issues.map(({ message }) => message).join('; '));
  const { tools, core, tier } = options.data;
  const offered = offeredTools({
    tier: tier === 'all' ? 'destructive' : tier,
    core: core || tools === 'core',
  });
  const link = createLink((start) =>
    connect({
      ...{ place, uid: process.getuid?.() ?? 0, env: process.env, start },
      caller: { ...caller, kind: 'mcp', name: parsed.value.as ?? caller.name },
      listener: () => undefined,
    }),
  );
  if (process.stdin.isTTY)
    process.stderr.write('panectl: waits for MCP messages on standard input; Ctrl-D ends it\n');
  const transport = new EndingTransport();
  serveStdio(() => createServer(offered, link), { transport, onerror: report });
  await transport.ended;
  link.close();
  // A try to connect holds its sockets and timers for 15 s, which a client that has closed our input never waits for.
  process.exit(0);
};

/** Says when the connection is over, whoever ended it: the SDK itself tells nobody. */
class EndingTransport extends StdioServerTransport {
  readonly #end = Promise.withResolvers<void>();

  get ended(): Promise<void> {
    return this.#end.promise;
  }

  override async close(): Promise<void> {
    await super.close();
    this.#end.resolve();
  }
}

const report = (error: Error): void => void process.stderr.write(`panectl: ${error.message}\n`);

const USAGE = 2;

const complain = (message: string, failure?: Failure): number => {
  const hint = failure?.hint ?? 'panectl help mcp';
  process.stderr.write(`panectl: ${message}\n${hint}\n`);
  return failure === undefined ? USAGE : exitStatusOfFailure(failure);
};
