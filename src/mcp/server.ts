import { McpServer, type StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { VERSION } from '../protocol/version.ts';
import type { Arguments, InputSchema } from './input.ts';
import type { Link } from './link.ts';
import { callTool } from './perform.ts';
import { offerResources } from './resources.ts';
import type { Tool } from './tools.ts';

/** A server with these tools and the resources; all of them share one link to the daemon. */
export const createServer = (tools: readonly Tool[], link: Link): McpServer => {
  const server = new McpServer(
    { name: 'panectl', title: 'panectl: tmux panes', version: VERSION },
    { instructions: INSTRUCTIONS },
  );
  for (const tool of tools) {
    const { name, description, annotations, schema } = tool;
    server.registerTool(
      name,
      { description, annotations, inputSchema: unchecked(schema) },
      (given, context) => callTool(tool, given, link, context),
    );
  }
  offerResources(server, link);
  return server;
};

/**
 * Arguments pass as they are: the daemon checks them by the command's own schema and says what is wrong in the
 * contract's form, and a duration that was read here would be read twice.
 */
const unchecked = (schema: InputSchema): StandardSchemaWithJSON<Arguments> => {
  const json = (): Record<string, unknown> => ({ ...schema });
  return {
    '~standard': {
      version: 1,
      vendor: 'panectl',
      validate: (value) =>
        typeof value === 'object' && value !== null
          ? { value: { ...value } }
          : { issues: [{ message: 'arguments are an object' }] },
      jsonSchema: { input: json, output: json },
    },
  };
};

const INSTRUCTIONS = `Runs commands in tmux panes side by side, watches them, and cleans up.
The loop: session_create (if_missing: true), pane_create with a label of your choice, pane_exec with wait: true or
wait_any / wait_all / pane_watch, pane_tail to read, pane_kill or cleanup (mine: true) at the end.
Wait with these tools instead of sleeping or polling: they return within milliseconds of what they wait for.
session is a name; pane is a label, a number, or %N (tmux_pane, never given twice).
Durations are "250ms", "10s", "5m"; a bare number is seconds. Patterns are RE2.
status: idle, running, completed, failed, dead, unknown. exit_code is null where nobody knows it.
A failed command, a no and an expired wait are answers, not errors; an error has code, message, hint, retryable, data.
What panectl did not make is a person's: refused_foreign. Ask the person before you use force.`;
