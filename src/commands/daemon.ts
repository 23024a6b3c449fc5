import * as z from 'zod';
import { failure } from '../domain/failure.ts';
import { failed } from '../domain/result.ts';
import { command } from './definition.ts';

const FAMILY = 'State and front ends';

export const daemonStart = command({
  name: 'daemon-start',
  family: FAMILY,
  summary: 'Start the daemon if it does not run; any other command does so by itself',
  positionals: ['session'],
  input: z.object({
    session: z.string().optional().describe('accepted for old scripts; one daemon serves all sessions'),
  }),
  effect: 'write',
  needsServer: false,
  run: (context) => context.daemon.status(),
});

export const daemonStop = command({
  name: 'daemon-stop',
  family: FAMILY,
  summary: 'Stop the daemon; panes run on',
  positionals: [],
  input: z.object({}),
  effect: 'write',
  needsServer: false,
  run: (context) => context.daemon.stop(),
});

export const daemonStatus = command({
  name: 'daemon-status',
  family: FAMILY,
  summary: 'Whether the daemon runs, and how it fares; exit status 0 or 1',
  positionals: [],
  input: z.object({}),
  effect: 'read',
  needsServer: false,
  exitStatus: (answer: { running: boolean }) => (answer.running ? 0 : 1),
  run: (context) => context.daemon.status(),
});

export const daemonLogsInput = z.object({
  n: z.coerce.number().int().min(1).max(10_000).default(50).describe('the last so many lines'),
});

export const daemonLogs = command({
  name: 'daemon-logs',
  family: FAMILY,
  summary: "The daemon's own log",
  positionals: [],
  input: daemonLogsInput,
  effect: 'read',
  needsServer: false,
  run: (context, input) => context.daemon.logs(input),
});

export const daemonCommands = command({
  name: 'daemon-commands',
  family: FAMILY,
  summary: 'What the daemon ran on tmux, the newest last',
  details:
    'At most 200 commands, in memory: those that changed something, and those that failed. What was typed into panes and what variables hold is left out, as it may be a password. A failed one has what tmux said of it.',
  positionals: [],
  input: z.object({}),
  effect: 'read',
  needsServer: false,
  run: (context) => context.daemon.commands(),
});

export const doctor = command({
  name: 'doctor',
  family: FAMILY,
  summary: 'Check Node, tmux, folders, terminal and daemon, and say what to do',
  positionals: [],
  input: z.object({}),
  effect: 'read',
  needsServer: false,
  exitStatus: (answer: { healthy: boolean }) => (answer.healthy ? 0 : 1),
  run: (context) => context.daemon.doctor(),
});

export const metricsInput = z.object({
  listen: z
    .union([z.literal('none'), z.coerce.number().int().min(1).max(65_535)])
    .optional()
    .describe('a port on 127.0.0.1 where GET /metrics answers the same until the daemon ends; none shuts it'),
});

export const metrics = command({
  name: 'metrics',
  family: FAMILY,
  summary: 'Sessions, panes, rules and the daemon in numbers, as Prometheus reads them',
  details:
    'Prints text for Prometheus also where there is no terminal; with --json its lines in an envelope. On a port only when asked: with --listen, or for good with metrics.port in the settings. Every user of the machine can read there.',
  positionals: [],
  input: metricsInput,
  effect: 'read',
  needsServer: false,
  errors: ['daemon_unavailable'],
  examples: ['panectl metrics', 'panectl metrics --listen 9464'],
  run: (context, input) => context.daemon.metrics(input),
});

export const panelInput = z.object({
  session: z.string().min(1).optional(),
  plain: z
    .boolean()
    .default(false)
    .describe('as lines, for a pipe or a screen reader; on a terminal it goes on with what changes'),
  once: z.boolean().default(false).describe('with --plain: print what there is, and end'),
});

export const panel = command({
  name: 'panel',
  family: FAMILY,
  summary: 'Open the control panel',
  details:
    'Inside tmux in a window of its own, which is selected if it exists; on a terminal outside tmux, there. With --plain all that it shows is printed in words, a line each; on a terminal a line for each change follows.',
  positionals: ['session'],
  input: panelInput,
  effect: 'write',
  needsServer: false,
  run: (context, input) => context.daemon.panel(input),
});

export const demo = command({
  name: 'demo',
  family: FAMILY,
  summary: 'Show rules at work on a tmux server of its own: eight panes that come and go by themselves',
  details:
    'One pane and the rules of one session file; whatever happens then, a rule does. On a terminal in the panel, elsewhere as lines and a table. It runs in the process that calls it, and cleans up.',
  positionals: ['name'],
  input: z.object({ name: z.enum(['scaled']).default('scaled') }),
  effect: 'read',
  needsServer: false,
  examples: ['panectl demo'],
  run: async () => failed(failure('usage', 'the demo plays in the process that calls it', 'panectl demo')),
});

export const mcpInput = z.object({
  tools: z.enum(['core', 'all']).default('all').describe('core: only the 15 that an agent needs most'),
  core: z.boolean().default(false).describe('the same as --tools core'),
  tier: z
    .enum(['read', 'write', 'destructive', 'all'])
    .default('destructive')
    .describe(
      'read: what changes nothing; write: also what ends or removes nothing; destructive, all: everything',
    ),
});

export const mcp = command({
  name: 'mcp',
  family: FAMILY,
  summary: 'Serve these commands as MCP tools on standard input and output, for a coding agent',
  details:
    'A tool is a command with _ for -, its arguments are the names of the arguments and the long options. Below --tier destructive no tool takes force. It ends when standard input does.',
  positionals: [],
  input: mcpInput,
  effect: 'read',
  needsServer: false,
  examples: ['panectl mcp --as reviewer --tier read', 'panectl mcp --tools core'],
  run: async () => failed(failure('usage', 'MCP is served by the process that calls it', 'panectl mcp')),
});

export const completion = command({
  name: 'completion',
  family: FAMILY,
  summary: 'Print what teaches a shell to complete panectl',
  details:
    'Commands, options and their values; sessions, panes, rules and execs as they are at that moment, where a daemon runs. Completing starts neither a daemon nor tmux.',
  positionals: ['shell'],
  input: z.object({ shell: z.enum(['bash', 'zsh', 'fish']) }),
  effect: 'read',
  needsServer: false,
  examples: ['panectl completion bash'],
  run: async () =>
    failed(failure('usage', 'completion is printed by the process that calls it', 'panectl completion bash')),
});

export const report = command({
  name: 'report',
  family: FAMILY,
  summary: 'All panes of all sessions: what panectl prints when it is called alone without a terminal',
  positionals: [],
  input: z.object({}),
  effect: 'read',
  needsServer: false,
  run: (context) => context.state.report(),
});
