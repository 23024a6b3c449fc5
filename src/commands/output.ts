import * as z from 'zod';
import { forceOption, outputOptions, paneArgument, plainText, sessionArgument } from './arguments.ts';
import { command } from './definition.ts';

const PANE_ERRORS = ['session_not_found', 'pane_not_found', 'label_ambiguous'] as const;
const since = z.coerce.number().int().min(0).optional().describe('lines from this cursor on');
const follow = z.boolean().default(false).describe('go on with each new line, one JSON object a line');

export const paneTailInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  ...outputOptions,
  since,
  follow,
});

export const paneTail = command({
  name: 'pane-tail',
  family: 'Panes',
  summary: "The last lines of a pane's output, by cursor, or from a cursor on",
  positionals: ['session', 'pane'],
  input: paneTailInput,
  effect: 'read',
  errors: [...PANE_ERRORS, 'invalid_pattern'],
  examples: ['panectl pane-tail build test -n 20', 'panectl pane-tail build test --since 120 --follow'],
  run: (context, input) => context.output.tail(input),
});

export const paneStreamInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  callback: plainText(100_000).min(1).optional().describe('runs with each line on its standard input'),
  since,
});

export const paneStream = command({
  name: 'pane-stream',
  family: 'Panes',
  summary: "Follow a pane's output line by line",
  details:
    'Ends with the pane. The callback is shell text and runs once for each line, one after the other; one that fails keeps nothing from the next line, and the exit status at the end is 1 then, or 2 where it could not be run, which ends the stream.',
  positionals: ['session', 'pane', 'callback'],
  input: paneStreamInput,
  effect: 'read',
  errors: PANE_ERRORS,
  run: (context, input) => context.output.stream(input),
});

export const sessionLogsInput = z.object({
  sessions: z.array(sessionArgument).default([]).describe('all unless given'),
  pane: z.array(paneArgument).default([]).describe('only panes of this label or number'),
  since: z.string().optional().describe('a time (ISO 8601), or so long ago (10m)'),
  until: z.string().optional().describe('a time (ISO 8601), or so long ago'),
  n: outputOptions.n,
  follow,
});

export const sessionLogs = command({
  name: 'session-logs',
  family: 'Sessions',
  summary: 'What the panes of sessions printed, merged in time order',
  details:
    'The newest lines. With --follow it goes on with each new one, also of panes that are made later, until the sessions end. lost counts lines of the time asked for that are no longer held.',
  positionals: [],
  rest: 'sessions',
  input: sessionLogsInput,
  effect: 'read',
  errors: ['session_not_found', 'pane_not_found'],
  examples: ['panectl session-logs build test --since 10m', 'panectl session-logs build --pane web --follow'],
  run: (context, input) => context.output.logs(input),
});

export const paneIntegrateInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  force: forceOption,
});

export const paneIntegrate = command({
  name: 'pane-integrate',
  family: 'Panes',
  summary: 'Add shell integration to a shell that panectl did not start',
  details:
    "Types one line into the shell at its prompt, which then removes itself. The shell must be bash, zsh or fish. A shell that panectl did not start is a person's, so this wants --force. The line is left out of the shell's history; only a zsh without HIST_IGNORE_SPACE keeps it until it ends.",
  positionals: ['session', 'pane'],
  input: paneIntegrateInput,
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
  examples: ['panectl pane-integrate work 0 --force'],
  run: (context, input) => context.output.integrate(input),
});
