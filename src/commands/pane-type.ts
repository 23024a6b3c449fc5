import * as z from 'zod';
import type { Exec } from '../domain/exec.ts';
import { duration, forceOption, paneArgument, plainText, sessionArgument } from './arguments.ts';
import type { ExecWatched, ExecWithOutput } from './context.ts';
import { command } from './definition.ts';
import { execStatus, watchStatus } from './pane-wait.ts';

const TYPING_ERRORS = [
  'session_not_found',
  'pane_not_found',
  'pane_dead',
  'pane_in_mode',
  'pane_synchronized',
  'refused_foreign',
  'refused_self',
  'pane_held',
] as const;

const whenIdle = duration.optional().describe('wait so long for whoever types there by hand to stop');

export const paneExecInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  command: plainText(100_000).optional().describe('shell text, typed as it is'),
  argv: z.array(plainText(100_000)).optional().describe('words after --, quoted for the shell'),
  wait: z.boolean().default(false).describe('answer when it has ended, with its output'),
  timeout: duration
    .optional()
    .describe('with --wait or --then-watch: wait at most so long (10m); the work goes on'),
  when_idle: whenIdle,
  then_watch: z.string().min(1).max(1_000).optional().describe('answer when a line of it matches (RE2)'),
  force: forceOption,
});

/** Of an exec that was waited for; 0 for one that was only started. */
const waitedStatus = (answer: Exec | ExecWithOutput | ExecWatched): number => {
  if ('watch' in answer) return watchStatus(answer.watch);
  return 'output' in answer ? execStatus(answer) : 0;
};

export const paneExec = command({
  name: 'pane-exec',
  family: 'Panes',
  summary: "Run a command line in a pane's shell",
  details:
    'Answers at once with the exec. One at a time: a shell that is busy is pane_busy. With --wait the exit status says how the command ended: 0 succeeded, 1 failed, 124 it still runs.',
  positionals: ['session', 'pane', 'command'],
  shellText: ['command'],
  afterDashes: 'argv',
  input: paneExecInput,
  effect: 'write',
  errors: [...TYPING_ERRORS, 'pane_busy', 'exec_unobservable', 'invalid_pattern'],
  exitStatus: waitedStatus,
  examples: [
    "panectl pane-exec build test 'npm test' --wait",
    'panectl pane-exec build test -- grep -r "a b" .',
  ],
  run: (context, input) => context.panes.exec(input),
});

export const paneSendKeysInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  keys: z
    .array(plainText(100_000))
    .default([])
    .describe('tmux key names (C-c, Enter, Up); other words are typed'),
  literal: z.boolean().default(false).describe('type the words as they are, never as key names'),
  enter: z.boolean().default(false).describe('press Enter at the end'),
  stdin: z.boolean().default(false).describe('type what standard input holds'),
  secret: z.boolean().default(false).describe('read from standard input; keep it out of logs and database'),
  when_idle: whenIdle,
  force: forceOption,
});

export const paneSendKeys = command({
  name: 'pane-send-keys',
  family: 'Panes',
  summary: 'Send keys or text to a pane',
  positionals: ['session', 'pane'],
  keyNames: 'keys',
  rest: 'keys',
  input: paneSendKeysInput,
  effect: 'write',
  errors: TYPING_ERRORS,
  examples: [
    'panectl pane-send-keys build test C-c',
    "panectl pane-send-keys build db 'select 1;' --literal --enter",
  ],
  run: (context, input) => context.panes.sendKeys(input),
});

export const paneHoldInput = z.object({ session: sessionArgument, pane: paneArgument, force: forceOption });

export const paneHold = command({
  name: 'pane-hold',
  family: 'Panes',
  summary: 'Keep everybody else from typing into a pane, for as long as this runs',
  details:
    "Says when it holds the pane, and ends with it, or when it is interrupted. What agents and rules type meanwhile is pane_held, unless they wait with --when-idle; the panel's operator may always type.",
  positionals: ['session', 'pane'],
  input: paneHoldInput,
  effect: 'write',
  errors: TYPING_ERRORS,
  examples: ['panectl pane-hold build db'],
  run: (context, input) => context.panes.hold(input),
});
