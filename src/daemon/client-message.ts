import * as z from 'zod';
import { isSessionId, isTmuxPaneId, type SessionId, type TmuxPaneId } from '../domain/ids.ts';
import type { ClientMessage } from '../protocol/message.ts';

/** Checks what came over the socket. Null for what no client of ours sends. */
export const readClientMessage = (value: unknown): ClientMessage | null => {
  const parsed = z.safeParse(message, value);
  return parsed.success ? parsed.data : null;
};

const tmuxPane = z.custom<TmuxPaneId>((value) => typeof value === 'string' && isTmuxPaneId(value));
const sessionId = z.custom<SessionId>((value) => typeof value === 'string' && isSessionId(value));
const id = z.int().min(0);

const caller = z.object({
  kind: z.enum(['cli', 'mcp', 'panel']),
  name: z.string().max(256).nullable(),
  tmuxPane: tmuxPane.nullable(),
  cwd: z.string(),
  stdoutIsTerminal: z.boolean(),
  stdinIsTerminal: z.boolean(),
  columns: z.number(),
  color: z.boolean(),
  format: z.enum(['json', 'text']).nullable(),
  insideTmux: z.boolean(),
});

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), protocol: z.number(), version: z.string() }),
  z.object({ kind: z.literal('run'), id, argv: z.array(z.string()), caller }),
  z.object({ kind: z.literal('call'), id, command: z.string(), input: z.unknown(), caller }),
  z.object({ kind: z.literal('cancel'), id }),
  z.object({ kind: z.literal('input'), id, text: z.string(), end: z.boolean() }),
  z.object({ kind: z.literal('subscribe') }),
  z.object({ kind: z.literal('watch'), tmuxPane: tmuxPane.nullable() }),
  z.object({
    kind: z.literal('follow'),
    id,
    wanted: z
      .object({ sessions: z.array(sessionId).nullable(), panes: z.array(tmuxPane).nullable() })
      .nullable(),
  }),
]);
