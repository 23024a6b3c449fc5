import { z } from 'zod';
import { duration, forceOption, paneArgument, plainText, sessionArgument } from './arguments.ts';
import { command } from './definition.ts';

const TYPING_ERRORS = [
  'session_not_found',
  'pane_not_found',
  'pane_dead',
  'pane_in_mode',
  'pane_synchronized',
  'refused_foreign',
  'refused_self',
] as const;

export const paneExecInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  command: plainText(100_000).optional().describe('shell text, typed as it is'),
  argv: z.array(plainText(100_000)).optional().describe('words after --, quoted for the shell'),
  force: forceOption,
});

export const paneExec = command({
  name: 'pane-exec',
  family: 'Panes',
  summary: "Run a command line in a pane's shell",
  details: 'Answers at once with the exec. One at a time: a shell that is busy is pane_busy.',
  positionals: ['session', 'pane', 'command'],
  afterDashes: 'argv',
  input: paneExecInput,
  effect: 'write',
  errors: [...TYPING_ERRORS, 'pane_busy'],
  examples: ["panectl pane-exec build test 'npm test'", 'panectl pane-exec build test -- grep -r "a b" .'],
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
  when_idle: duration.optional().describe('wait so long for the operator to stop typing there'),
  force: forceOption,
});

export const paneSendKeys = command({
  name: 'pane-send-keys',
  family: 'Panes',
  summary: 'Send keys or text to a pane',
  positionals: ['session', 'pane'],
  rest: 'keys',
  input: paneSendKeysInput,
  effect: 'write',
  errors: [...TYPING_ERRORS, 'pane_held'],
  examples: [
    'panectl pane-send-keys build test C-c',
    "panectl pane-send-keys build db 'select 1;' --literal --enter",
  ],
  run: (context, input) => context.panes.sendKeys(input),
});
