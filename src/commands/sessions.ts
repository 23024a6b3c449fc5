import * as z from 'zod';
import type { SessionWithPanes } from '../domain/session.ts';
import {
  duration,
  forceOption,
  newLabel,
  newSessionName,
  plainText,
  sessionArgument,
  windowSize,
} from './arguments.ts';
import { command } from './definition.ts';
import type { NotStarted } from './linking-port.ts';

export const sessionCreateInput = z.object({
  session: newSessionName,
  file: plainText(4096).min(1).optional().describe('make it from this session file (YAML or JSON)'),
  cwd: plainText(4096).optional().describe('folder of the session; yours unless given'),
  label: newLabel.default('main').describe('label of the first pane'),
  size: windowSize.optional().describe('WIDTHxHEIGHT while nobody is attached; 200x50 unless given'),
  timeout: duration
    .default(600_000)
    .describe('wait at most so long for the sessions that it depends on; 10m unless given'),
  if_missing: z.boolean().default(false).describe('answer with the session if it exists already'),
});

const createdStatus = (answer: SessionWithPanes | NotStarted): number => {
  if (!('outcome' in answer)) return 0;
  return answer.outcome === 'failed' ? 1 : 124;
};

export const sessionCreate = command({
  name: 'session-create',
  family: 'Sessions',
  summary: 'Make a detached session, with one pane or from a session file',
  details:
    'Starts a tmux server where none runs. The answer is the session with its panes. A file is checked as a whole first: one that is wrong makes nothing. docs/session-file.md says what it may hold. One that depends on other sessions (session-depends, depends_on) is made when these are so far; where that can not be any more or takes too long, nothing is made, and the exit status is 1 or 124.',
  positionals: ['session'],
  input: sessionCreateInput,
  effect: 'write',
  errors: [
    'session_exists',
    'no_space',
    'file_not_found',
    'invalid_file',
    'invalid_rule',
    'invalid_pattern',
    'invalid_expression',
    'rule_exists',
    'refused_foreign',
  ],
  examples: [
    'panectl session-create build',
    'panectl session-create build --cwd ~/src --size 160x40',
    'panectl session-create dev --file session.yml',
  ],
  needsServer: false,
  exitStatus: createdStatus,
  run: (context, input) => context.sessions.create(input),
});

export const sessionKillInput = z.object({ session: sessionArgument, force: forceOption });

export const sessionKill = command({
  name: 'session-kill',
  family: 'Sessions',
  summary: 'End a session and everything that runs in it',
  details:
    "--force also overrides refused_self (a session with your own pane or the panel's in it), not only refused_foreign; a rule can never force.",
  positionals: ['session'],
  input: sessionKillInput,
  effect: 'destructive',
  errors: ['session_not_found', 'refused_foreign', 'refused_self'],
  examples: ['panectl session-kill build'],
  run: (context, input) => context.sessions.kill(input),
});

export const sessionListInput = z.object({
  all: z.boolean().default(false).describe("also panectl's own"),
});

export const sessionList = command({
  name: 'session-list',
  family: 'Sessions',
  summary: 'List the sessions of the server',
  positionals: [],
  input: sessionListInput,
  effect: 'read',
  needsServer: false,
  run: (context, input) => context.sessions.list(input),
});

export const sessionLayoutInput = z.object({
  session: sessionArgument,
  layout: plainText(8192).min(1).describe("one of tmux's layouts, or a layout string as tmux prints it"),
  window: z.string().optional().describe('a window name, index or @N; the current window unless given'),
  main_size: z
    .string()
    .regex(/^\d{1,4}%?$/, 'a main size is a number of cells or a percentage, like 60%')
    .optional()
    .describe('size of the main pane in cells or per cent'),
  force: forceOption,
});

export const sessionLayout = command({
  name: 'session-layout',
  family: 'Sessions',
  summary: "Arrange a window's panes",
  details:
    'even-horizontal, even-vertical, main-horizontal, main-vertical, tiled, the main forms with -mirrored (on every tmux), or a raw layout string, which is fitted to the window. Panes that panectl makes later are arranged the same way, until somebody arranges panes by hand.',
  positionals: ['session', 'layout'],
  input: sessionLayoutInput,
  effect: 'write',
  errors: ['session_not_found', 'no_space', 'refused_foreign'],
  examples: [
    'panectl session-layout build main-vertical --main-size 60%',
    'panectl session-layout build main-horizontal-mirrored --window logs',
  ],
  run: (context, input) => context.sessions.layout(input),
});

export const sessionMetricsInput = z.object({ session: sessionArgument });

export const sessionMetrics = command({
  name: 'session-metrics',
  family: 'Sessions',
  summary: 'CPU and memory of a session: totals, per status and per pane, with two minutes of history',
  positionals: ['session'],
  input: sessionMetricsInput,
  effect: 'read',
  errors: ['session_not_found'],
  run: (context, input) => context.sessions.metrics(input),
});
