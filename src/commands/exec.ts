import * as z from 'zod';
import { duration, outputOptions, sessionArgument } from './arguments.ts';
import { command } from './definition.ts';
import { execStatus } from './pane-wait.ts';

const FAMILY = 'Panes';
const execArgument = z
  .string()
  .regex(/^e\d{1,15}$/, 'an exec id is like e12')
  .describe('as pane-exec answered it');

export const execListInput = z.object({
  session: sessionArgument.optional(),
  n: z.coerce.number().int().min(1).max(10_000).default(100).describe('at most so many, the newest'),
});

export const execList = command({
  name: 'exec-list',
  family: FAMILY,
  summary: 'The commands that were run, also in panes that are gone',
  positionals: ['session'],
  input: execListInput,
  effect: 'read',
  errors: ['session_not_found'],
  run: (context, input) => context.execs.list(input),
});

export const execShowInput = z.object({ exec_id: execArgument });

export const execShow = command({
  name: 'exec-show',
  family: FAMILY,
  summary: 'One command that was run',
  positionals: ['exec_id'],
  input: execShowInput,
  effect: 'read',
  errors: ['exec_not_found'],
  run: (context, input) => context.execs.show(input),
});

export const execWaitInput = execShowInput.extend({
  timeout: duration.default(600_000).describe('10m unless given'),
});

export const execWait = command({
  name: 'exec-wait',
  family: FAMILY,
  summary: 'Wait until a command has ended',
  positionals: ['exec_id', 'timeout'],
  input: execWaitInput,
  effect: 'read',
  errors: ['exec_not_found', 'server_gone'],
  exitStatus: execStatus,
  run: (context, input) => context.execs.wait(input),
});

export const execOutputInput = execShowInput.extend(outputOptions);

export const execOutput = command({
  name: 'exec-output',
  family: FAMILY,
  summary: 'What a command printed',
  positionals: ['exec_id'],
  input: execOutputInput,
  effect: 'read',
  errors: ['exec_not_found', 'invalid_pattern'],
  run: (context, input) => context.execs.output(input),
});
