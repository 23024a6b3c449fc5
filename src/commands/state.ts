import * as z from 'zod';
import type { Result } from '../domain/result.ts';
import { sessionArgument } from './arguments.ts';
import { command } from './definition.ts';

const FAMILY = 'State and front ends';

export const stateUpdateInput = z.object({ session: sessionArgument.optional() });

export const stateUpdate = command({
  name: 'state-update',
  family: FAMILY,
  summary: 'Read tmux again and say what had been missed',
  positionals: ['session'],
  input: stateUpdateInput,
  effect: 'read',
  errors: ['session_not_found', 'server_gone'],
  run: (context, input) => context.state.update(input),
});

export const orchestrationLogInput = z.object({
  session: z.string().min(1).optional().describe('only events of this session, also of one that is gone'),
  since: z
    .string()
    .optional()
    .describe('from this sequence number on, or since this time (ISO 8601, or 10m ago as 10m)'),
  type: z.string().optional().describe('only this type, like pane.created, or pane.*'),
  n: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('at most so many, the newest: 100, with --follow 10 unless --since is given'),
  follow: z
    .boolean()
    .default(false)
    .describe('go on with each event as it happens, one JSON object a line; Ctrl-C ends it'),
});

export const orchestrationLog = command({
  name: 'orchestration-log',
  family: FAMILY,
  summary: 'What happened, by whom and why',
  positionals: ['session'],
  input: orchestrationLogInput,
  effect: 'read',
  needsServer: false,
  examples: [
    'panectl orchestration-log build --since 10m',
    'panectl orchestration-log --type pane.created -n 20',
    "panectl orchestration-log --type 'exec.*' --follow",
  ],
  run: (context, input): Promise<Result<unknown>> =>
    input.follow ? context.state.followLog(input) : context.state.log(input),
});

export const queryInput = z.object({ sql: z.string().min(1).max(100_000) });

export const query = command({
  name: 'query',
  family: FAMILY,
  summary: 'Ask the database, read-only, in SQL',
  details:
    "Tables: panes, execs, events, rules, firings, snapshots. Times are ISO 8601 text; owner, actor, data, metadata and definition are JSON (metadata ->> '$.key'). The columns: SELECT sql FROM sqlite_master.",
  positionals: ['sql'],
  input: queryInput,
  effect: 'read',
  needsServer: false,
  examples: ['panectl query "select label, status from panes where session_name = \'build\'"'],
  run: (context, input) => context.state.query(input),
});

export const cleanupInput = z.object({
  mine: z.boolean().default(false).describe('only what you made'),
  dry_run: z.boolean().default(false).describe('say what would be removed, remove nothing'),
});

export const cleanup = command({
  name: 'cleanup',
  family: FAMILY,
  summary: 'Remove what panectl made, and nothing else',
  positionals: [],
  input: cleanupInput,
  effect: 'destructive',
  needsServer: false,
  run: (context, input) => context.state.cleanup(input),
});
