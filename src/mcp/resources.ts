import {
  type McpServer,
  type ReadResourceResult,
  type Resource,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Failure } from '../domain/failure.ts';
import type { Link } from './link.ts';

/** `panectl://sessions`, `panectl://panes`, and by template each session, pane and output. */
export const offerResources = (server: McpServer, link: Link): void => {
  offerLists(server, link);
  offerSessions(server, link);
  offerPanes(server, link);
};

const JSON_TYPE = { mimeType: 'application/json' };
const TEXT_TYPE = { mimeType: 'text/plain' };
const SESSION = 'panectl://sessions/{session}';
const PANE = `${SESSION}/panes/{pane}`;
const OUTPUT = { n: 200, bytes: 65_536 };

const offerLists = (server: McpServer, link: Link): void => {
  server.registerResource(
    'sessions',
    'panectl://sessions',
    { description: 'All sessions of the tmux server', ...JSON_TYPE },
    ({ href }) => ask(link, href, 'session-list', {}).then((data) => json(href, data)),
  );
  server.registerResource(
    'panes',
    'panectl://panes',
    { description: 'All panes of all sessions, whole', ...JSON_TYPE },
    async ({ href }) => {
      const sessions = await sessionsOf(link);
      return json(href, { panes: sessions.flatMap(({ panes }) => panes) });
    },
  );
};

const offerSessions = (server: McpServer, link: Link): void => {
  const list = async (): Promise<{ resources: Resource[] }> => ({
    resources: (await sessionsOf(link)).map(({ session }) => ({
      uri: uriOf(session),
      name: session,
      ...JSON_TYPE,
    })),
  });
  server.registerResource(
    'session',
    new ResourceTemplate(SESSION, { list }),
    { description: 'The panes of one session, whole', ...JSON_TYPE },
    async ({ href }, { session }) =>
      json(href, await ask(link, href, 'pane-list-detailed', { session: plain(session) })),
  );
};

const offerPanes = (server: McpServer, link: Link): void => {
  const listAs = (what: '' | 'output') => async (): Promise<{ resources: Resource[] }> => ({
    resources: (await sessionsOf(link)).flatMap(({ session, panes }) =>
      panes.map(({ tmux_pane, label, pane_id }) => ({
        uri: `${uriOf(session, tmux_pane)}${what === '' ? '' : `/${what}`}`,
        name: [`${session}/${label ?? pane_id}`, what].filter(Boolean).join(' '),
        ...(what === '' ? JSON_TYPE : TEXT_TYPE),
      })),
    ),
  });
  server.registerResource(
    'pane',
    new ResourceTemplate(PANE, { list: listAs('') }),
    { description: 'Everything known about a pane; {pane} is a label, a number, or %25N', ...JSON_TYPE },
    async ({ href }, { session, pane }) =>
      json(href, await ask(link, href, 'pane-status', { session: plain(session), pane: plain(pane) })),
  );
  server.registerResource(
    'output',
    new ResourceTemplate(`${PANE}/output`, { list: listAs('output') }),
    { description: `The last ${OUTPUT.n} lines that a pane printed`, ...TEXT_TYPE },
    async ({ href }, { session, pane }) => {
      const where = { session: plain(session), pane: plain(pane) };
      const { output } = tail.parse(await ask(link, href, 'pane-tail', { ...where, ...OUTPUT }));
      const text = output.lines.map((line) => `${line.text}\n`).join('');
      return { contents: [{ uri: href, ...TEXT_TYPE, text }] };
    },
  );
};

/** As far as lists and outputs need to know them; the rest passes as it is. */
const report = z.object({
  sessions: z.array(
    z.object({
      session: z.string(),
      panes: z.array(
        z.looseObject({ tmux_pane: z.string(), pane_id: z.number(), label: z.string().nullable() }),
      ),
    }),
  ),
});
const tail = z.object({ output: z.object({ lines: z.array(z.object({ text: z.string() })) }) });

const sessionsOf = async (link: Link) =>
  report.parse(await ask(link, 'panectl://panes', 'report', {})).sessions;

/** A label may hold anything that a URI may not; `%3` becomes `%253`. */
const uriOf = (session: string, pane?: string): string => {
  const uri = `panectl://sessions/${encodeURIComponent(session)}`;
  return pane === undefined ? uri : `${uri}/panes/${encodeURIComponent(pane)}`;
};

/** A variable of a template, which the SDK gives as it stands in the URI. */
const plain = (variable: string | readonly string[] | undefined): string => {
  const text = typeof variable === 'string' ? variable : (variable ?? []).join(',');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const ask = async (link: Link, uri: string, command: string, input: unknown): Promise<unknown> => {
  const result = await link.call(command, input, undefined, undefined, { mayRepeat: true });
  if (result.ok) return result.value;
  throw errorOf(uri, result.failure);
};

const errorOf = (uri: string, { code, message, hint }: Failure): Error => {
  const text = `${code}: ${message}${hint === null ? '' : ` (${hint})`}`;
  return code.endsWith('_not_found') ? new ResourceNotFoundError(uri, text) : new Error(text);
};

const json = (uri: string, value: unknown): ReadResourceResult => ({
  contents: [{ uri, ...JSON_TYPE, text: JSON.stringify(value) }],
});
