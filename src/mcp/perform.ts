import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Command } from '../commands/definition.ts';
import { success } from '../domain/result.ts';
import { toolResult } from './answer.ts';
import { type Arguments, readArguments } from './input.ts';
import type { Link } from './link.ts';
import { type Progress, startProgress } from './progress.ts';
import { gatherStream, isStreamed, itemText } from './stream.ts';
import type { Tool } from './tools.ts';

/** One call of a tool, from its arguments to its result; a cancelled one is cancelled in the daemon too. */
export const callTool = async (
  { name, command, schema }: Tool,
  given: Arguments,
  link: Link,
  { mcpReq }: ServerContext,
): Promise<CallToolResult> => {
  const input = readArguments(command, schema, given);
  if (!input.ok) return toolResult(input);
  const isLong = lastsLong(command, input.value);
  const progress = progressFor({ name, isLong, total: patienceOf(command, input.value) }, mcpReq);
  const stream = gatherStream();
  const onItem = (item: unknown): void => {
    stream.add(item);
    progress?.add(itemText(item));
  };
  const mayRepeat = command.effect === 'read' && !isLong;
  try {
    const result = await link.call(command.name, input.value, mcpReq.signal, onItem, { mayRepeat });
    return toolResult(result.ok && isStreamed(result.value) ? success(stream.answer()) : result);
  } finally {
    progress?.end();
  }
};

/** Only for a client that gave a token for it. */
const progressFor = (
  call: { readonly name: string; readonly isLong: boolean; readonly total: number | null },
  { _meta, notify }: ServerContext['mcpReq'],
): Progress | null => {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return null;
  return startProgress({
    ...call,
    send: (step) => notify({ method: 'notifications/progress', params: { progressToken, ...step } }),
  });
};

const STREAMS = new Set(['pane-stream']);

/** Waits and streams: made a second time they would take their time again. */
const lastsLong = ({ name, input }: Command, given: Arguments): boolean =>
  STREAMS.has(name) ||
  given.follow === true ||
  (given.wait !== undefined && given.wait !== false) ||
  given.then_watch !== undefined ||
  ('timeout' in input.shape && !('wait' in input.shape)) ||
  'deadline' in input.shape;

/** Seconds until the daemon gives up, as the command's own schema reads them. */
const patienceOf = (command: Command, given: Arguments): number | null => {
  const parsed = z.safeParse(command.input, given);
  const ms = parsed.success ? parsed.data.timeout : undefined;
  return typeof ms === 'number' ? ms / 1_000 : null;
};
