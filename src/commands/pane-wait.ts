import * as z from 'zod';
import { duration, forceOption, paneArgument, plainText, sessionArgument } from './arguments.ts';
import { command } from './definition.ts';
import { onePaneInput } from './pane-read.ts';

const PANE_ERRORS = ['session_not_found', 'pane_not_found', 'label_ambiguous'] as const;
const patternText = z.string().min(1).max(1_000).describe('RE2 syntax');

const watchFields = {
  stop: z.array(patternText).max(32).default([]).describe('end unmatched at a line that matches this'),
  since: z
    .union([z.enum(['exec', 'now']), z.coerce.number().int().min(0)])
    .default('exec')
    .describe('exec: from the start of the current or last command; now; or a cursor'),
};

export const paneWatchInput = onePaneInput.extend({
  pattern: patternText,
  timeout: duration.default(30_000).describe('30s unless given'),
  ...watchFields,
});

export const watchStatus = (answer: { outcome: string }): number =>
  answer.outcome === 'matched' ? 0 : answer.outcome === 'timeout' ? 124 : 1;

const watchShape = {
  family: 'Panes',
  effect: 'read',
  errors: [...PANE_ERRORS, 'invalid_pattern', 'server_gone'],
  exitStatus: watchStatus,
} as const;

export const paneWatch = command({
  name: 'pane-watch',
  summary: 'Wait until a line matches',
  details:
    'Looks from the start of the current or last command unless --since says otherwise, and never at the echo of a command line. Exit status: matched 0, stopped or exited 1, time ran out 124.',
  positionals: ['session', 'pane', 'pattern'],
  input: paneWatchInput,
  examples: ["panectl pane-watch build test 'PASSED|FAILED' --timeout 5m"],
  run: (context, input) => context.waits.watch(input),
  ...watchShape,
});

export const paneWatchTimeout = command({
  name: 'pane-watch-timeout',
  summary: 'Wait until a line matches, at most so long',
  positionals: ['session', 'pane', 'pattern', 'timeout'],
  input: paneWatchInput.extend({ timeout: duration }),
  run: (context, input) => context.waits.watch(input),
  ...watchShape,
});

export const paneWatchDeadlineInput = onePaneInput.extend({
  pattern: patternText,
  deadline: z.iso.datetime({ offset: true }).describe('a time, ISO 8601'),
  ...watchFields,
});

export const paneWatchDeadline = command({
  name: 'pane-watch-deadline',
  summary: 'Wait until a line matches, at most until a time',
  positionals: ['session', 'pane', 'pattern', 'deadline'],
  input: paneWatchDeadlineInput,
  run: (context, input) => context.waits.watchDeadline(input),
  ...watchShape,
});

export const paneWaitInput = onePaneInput.extend({
  timeout: duration.default(600_000).describe('10m unless given'),
});

/** The exit status of an ended exec: its command's success or failure, or that time ran out first. */
export const execStatus = (exec: { outcome: string }): number => {
  if (exec.outcome === 'running' || exec.outcome === 'timed_out') return 124;
  return exec.outcome === 'completed' ? 0 : 1;
};

export const paneWait = command({
  name: 'pane-wait',
  family: 'Panes',
  summary: "Wait until the pane's running command has ended",
  details:
    'Answers with the last one at once when none runs. Exit status: succeeded 0, failed 1, time ran out 124.',
  positionals: ['session', 'pane', 'timeout'],
  input: paneWaitInput,
  effect: 'read',
  errors: [...PANE_ERRORS, 'exec_not_found', 'exec_unobservable', 'server_gone'],
  exitStatus: execStatus,
  run: (context, input) => context.waits.paneEnd(input),
});

export const paneExecTimeoutInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  timeout: duration,
  command: plainText(100_000).optional().describe('shell text, typed as it is'),
  argv: z.array(plainText(100_000)).optional().describe('words after --, quoted for the shell'),
  force: forceOption,
});

export const paneExecTimeout = command({
  name: 'pane-exec-timeout',
  family: 'Panes',
  summary: 'Run a command line and end it when it takes too long',
  details:
    'Past the time: interrupt, 2 s later terminate, 2 s later kill, the whole process tree. Answers when the shell is ready again.',
  positionals: ['session', 'pane', 'timeout', 'command'],
  shellText: ['command'],
  afterDashes: 'argv',
  input: paneExecTimeoutInput,
  effect: 'write',
  errors: [
    ...PANE_ERRORS,
    'pane_busy',
    'pane_dead',
    'pane_in_mode',
    'pane_synchronized',
    'exec_unobservable',
    'refused_foreign',
    'refused_self',
  ],
  exitStatus: execStatus,
  run: (context, input) => context.waits.execTimeout(input),
});

export const waitInput = z.object({
  conditions: z
    .array(z.string().min(1).max(2_000))
    .min(1)
    .max(64)
    .describe(
      'exit:S/P exit:EXEC failed:S/P pattern:S/P:RE status:S/P:X ready:S/P metric:S/P:cpu>80 fired:RULE',
    ),
  timeout: duration.default(600_000).describe('10m unless given'),
  fail_fast: z.boolean().default(false).describe('end as soon as one can never come true'),
});

const waitStatus = (answer: { outcome: string }): number =>
  answer.outcome === 'fulfilled' ? 0 : answer.outcome === 'timeout' ? 124 : 1;

export const waitAny = command({
  name: 'wait-any',
  family: 'Panes',
  summary: 'Wait until one of several conditions is true',
  positionals: [],
  rest: 'conditions',
  input: waitInput,
  effect: 'read',
  errors: [...PANE_ERRORS, 'exec_not_found', 'invalid_pattern', 'invalid_expression', 'server_gone'],
  examples: ['panectl wait-any exit:build/test failed:build/lint --timeout 5m'],
  exitStatus: waitStatus,
  run: (context, input) => context.waits.any(input),
});

export const waitAll = command({
  name: 'wait-all',
  family: 'Panes',
  summary: 'Wait until all of several conditions are true',
  positionals: [],
  rest: 'conditions',
  input: waitInput,
  effect: 'read',
  errors: [...PANE_ERRORS, 'exec_not_found', 'invalid_pattern', 'invalid_expression', 'server_gone'],
  examples: ["panectl wait-all exit:build/test 'pattern:build/web:listening on' --fail-fast"],
  exitStatus: waitStatus,
  run: (context, input) => context.waits.all(input),
});
