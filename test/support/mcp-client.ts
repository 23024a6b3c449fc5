import { type CallToolResult, Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { callerEnvironment } from './private-tmux.ts';
import { PANECTL } from './run-panectl.ts';

export interface McpPlace {
  readonly socket: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Words after `mcp`. */
  readonly args?: readonly string[];
  /** The revision of 2026 instead of the handshake of 2025. */
  readonly isModern?: boolean;
}

export interface McpHouse {
  readonly client: Client;
  readonly call: (
    name: string,
    given?: Readonly<Record<string, unknown>>,
    options?: Parameters<Client['callTool']>[1],
  ) => Promise<CallToolResult>;
  /** The data of a call that must succeed. */
  readonly ask: (name: string, given?: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

/** The real `panectl mcp` with the SDK's own client on its pipes; it has ended when this returns. */
export const withMcp = async <T>(place: McpPlace, body: (house: McpHouse) => Promise<T>): Promise<T> => {
  const transport = new StdioClientTransport({
    command: PANECTL,
    args: ['-S', place.socket, 'mcp', ...(place.args ?? [])],
    env: { ...callerEnvironment(), ...place.env },
    cwd: '/',
    stderr: 'inherit',
  });
  const mode = place.isModern === true ? 'auto' : 'legacy';
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(transport);
  const call: McpHouse['call'] = (name, given = {}, options = {}) =>
    client.callTool({ name, arguments: { ...given } }, { timeout: 240_000, ...options });
  try {
    return await body({
      client,
      call,
      ask: async (name, given) => {
        const { isError, structuredContent } = await call(name, given);
        if (isError === true) throw new Error(`${name}: ${JSON.stringify(structuredContent)}`);
        return structuredContent;
      },
    });
  } finally {
    await client.close();
  }
};
