import * as z from 'zod';
import { lineCount, outputOptions, paneArgument, sessionArgument, statusOption } from './arguments.ts';
import { command } from './definition.ts';

const PANE_ERRORS = ['session_not_found', 'pane_not_found', 'label_ambiguous'] as const;
export const onePaneInput = z.object({ session: sessionArgument, pane: paneArgument });

export const paneCaptureInput = onePaneInput.extend({
  lines: lineCount.optional().describe('the same as -n'),
  ...outputOptions,
  history: z.boolean().default(false).describe('also what has scrolled off the screen'),
  ansi: z.boolean().default(false).describe('keep colours as escape sequences'),
});

export const paneCapture = command({
  name: 'pane-capture',
  family: 'Panes',
  summary: "The text on a pane's screen",
  positionals: ['session', 'pane', 'lines'],
  input: paneCaptureInput,
  effect: 'read',
  errors: [...PANE_ERRORS, 'invalid_pattern'],
  examples: [
    'panectl pane-capture build test -n 20',
    'panectl pane-capture build test --history --grep ERROR --context 2',
  ],
  run: (context, input) => context.panes.capture(input),
});

export const paneStatus = command({
  name: 'pane-status',
  family: 'Panes',
  summary: 'Everything known about a pane',
  positionals: ['session', 'pane'],
  input: onePaneInput,
  effect: 'read',
  errors: PANE_ERRORS,
  run: (context, input) => context.panes.status(input),
});

export const paneListInput = z.object({
  session: sessionArgument,
  status: statusOption,
  mine: z.boolean().default(false).describe('only panes that you made'),
  all: z.boolean().default(false).describe("also panectl's own"),
});

export const paneList = command({
  name: 'pane-list',
  aliases: ['pane-list-json'],
  family: 'Panes',
  summary: 'List the panes of a session, in brief',
  positionals: ['session'],
  input: paneListInput,
  effect: 'read',
  errors: ['session_not_found'],
  examples: ['panectl pane-list build --status failed'],
  run: (context, input) => context.panes.list(input),
});

export const paneListDetailed = command({
  name: 'pane-list-detailed',
  family: 'Panes',
  summary: 'List the panes of a session, in full',
  positionals: ['session'],
  input: paneListInput,
  effect: 'read',
  errors: ['session_not_found'],
  run: (context, input) => context.panes.listDetailed(input),
});

export const paneCountInput = z.object({ session: sessionArgument, status: statusOption });

export const paneCount = command({
  name: 'pane-count',
  family: 'Panes',
  summary: 'How many panes a session has',
  positionals: ['session'],
  input: paneCountInput,
  effect: 'read',
  errors: ['session_not_found'],
  examples: ['panectl pane-count build --status running'],
  run: (context, input) => context.panes.count(input),
});

export const paneFindInput = z.object({ session: sessionArgument, label: z.string().min(1) });

export const paneFind = command({
  name: 'pane-find',
  family: 'Panes',
  summary: 'The pane that has a label',
  positionals: ['session', 'label'],
  input: paneFindInput,
  effect: 'read',
  errors: PANE_ERRORS,
  run: (context, input) => context.panes.find(input),
});

export const paneIsRunning = command({
  name: 'pane-is-running',
  aliases: ['pane-is-active'],
  family: 'Panes',
  summary: 'Whether something runs in a pane; exit status 0 or 1',
  positionals: ['session', 'pane'],
  input: onePaneInput,
  effect: 'read',
  errors: PANE_ERRORS,
  exitStatus: (answer: { running: boolean }) => (answer.running ? 0 : 1),
  run: (context, input) => context.panes.isRunning(input),
});

export const paneHasPatternInput = onePaneInput.extend({
  pattern: z.string().min(1).max(1_000).describe('RE2 syntax'),
  lines: lineCount.optional().describe('look at the last so many lines only'),
  since: z.coerce.number().int().min(0).optional().describe('look at recorded lines from this cursor on'),
});

export const paneHasPattern = command({
  name: 'pane-has-pattern',
  family: 'Panes',
  summary: 'Whether a line of a pane matches; exit status 0 or 1',
  positionals: ['session', 'pane', 'pattern'],
  input: paneHasPatternInput,
  effect: 'read',
  errors: [...PANE_ERRORS, 'invalid_pattern'],
  examples: ["panectl pane-has-pattern build test 'PASSED|FAILED'"],
  exitStatus: (answer: { found: boolean }) => (answer.found ? 0 : 1),
  run: (context, input) => context.panes.hasPattern(input),
});

export const paneMetrics = command({
  name: 'pane-metrics',
  family: 'Panes',
  summary: 'CPU and memory of a pane and its whole process tree, with two minutes of history',
  positionals: ['session', 'pane'],
  input: onePaneInput,
  effect: 'read',
  errors: PANE_ERRORS,
  run: (context, input) => context.panes.metrics(input),
});
