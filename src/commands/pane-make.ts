import * as z from 'zod';
import type { Pane } from '../domain/pane.ts';
import { RESTART_POLICIES, readinessOf } from '../domain/service.ts';
import {
  cellsOrPercent,
  duration,
  environmentEntry,
  forceOption,
  newLabel,
  paneArgument,
  plainText,
  sessionArgument,
  splitDirection,
} from './arguments.ts';
import { command } from './definition.ts';
import { readyOption } from './ready-option.ts';

/** One word of a new program may have so many bytes (MAX_ARG_STRLEN in Linux's binfmts.h, without the NUL at its end). */
const LONGEST_WORD = 131_071;
const paneCommand = plainText(100_000)
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= LONGEST_WORD, 'a command has at most 131,071 bytes');

export const paneCreateInput = z.object({
  session: sessionArgument,
  label: newLabel,
  command: paneCommand.optional().describe('run this as the pane; your shell unless given'),
  cwd: plainText(4096).optional().describe("folder; the session's unless given"),
  env: z.array(environmentEntry).max(1_000).default([]).describe('NAME=VALUE for the new pane'),
  layout: plainText(8192).min(1).optional().describe('arrange the window so from now on; tiled unless given'),
  window: z.string().min(1).optional().describe('a window name, index or @N, or new'),
  split: splitDirection.optional().describe('h: beside, v: below the current pane, instead of a layout'),
  size: cellsOrPercent.optional().describe('size of the split in cells or per cent'),
  if_missing: z
    .boolean()
    .default(false)
    .describe('answer with the pane of that label if it exists; respawn a dead one'),
  unique: z.boolean().default(false).describe('append -2, -3 … to a label that is taken'),
  no_keep: z.boolean().default(false).describe('let the pane close when its command ends'),
  ready: readyOption
    .optional()
    .describe('how to tell that it is ready: log:PATTERN, tcp:PORT, http:URL, exec:COMMAND or idle:2s'),
  restart: z
    .enum(RESTART_POLICIES)
    .optional()
    .describe('with --command: start it again when it ends, after 1s, 2s, 4s … and at most ten times'),
  wait: z
    .enum(['exit', 'ready'])
    .optional()
    .describe('answer when its command has ended, or when it is ready'),
  timeout: duration.optional().describe('with --wait: at most so long (10m); the command goes on'),
  force: forceOption,
});

/** Only a call that waited says how the command ended, or whether it got ready. */
const createStatus = (pane: Pane, { wait }: { readonly wait?: 'exit' | 'ready' | undefined }): number => {
  if (wait === 'ready') return readyStatus(pane);
  if (wait === undefined || pane.status === 'completed') return 0;
  return pane.status === 'running' ? 124 : 1;
};

const readyStatus = ({ ready, service }: Pane): number => {
  if (ready === true) return 0;
  return service === null || readinessOf(service) === 'pending' ? 124 : 1;
};

const paneCreateErrors = [
  'session_not_found',
  'label_exists',
  'no_space',
  'limit_reached',
  'refused_foreign',
] as const;

export const paneCreate = command({
  name: 'pane-create',
  family: 'Panes',
  summary: 'Make a pane with a label, for a shell or for one command',
  details:
    'Focus never moves. A window that somebody arranged by hand is not arranged again unless --layout says so: its largest pane is split. With --command the pane stays after the end, dead, with its output and exit code, unless --no-keep. With --wait exit the exit status says how it ended (0 succeeded, 1 failed), with --wait ready whether it got ready (0 yes, 1 it ended before that); 124: time ran out, it still runs.',
  positionals: ['session', 'label'],
  shellText: ['command'],
  input: paneCreateInput,
  effect: 'write',
  errors: paneCreateErrors,
  exitStatus: createStatus,
  examples: [
    'panectl pane-create build test',
    "panectl pane-create build web --command 'npm run dev' --cwd web",
    "panectl pane-create build db --command 'postgres -D data' --ready tcp:5432 --wait ready",
  ],
  run: (context, input) => context.panes.create(input),
});

export const paneCreateWithLayout = command({
  name: 'pane-create-with-layout',
  family: 'Panes',
  summary: 'Make a pane and arrange its window with a layout',
  positionals: ['session', 'label', 'layout'],
  shellText: ['command'],
  input: paneCreateInput.extend({ layout: paneCreateInput.shape.layout.unwrap() }),
  effect: 'write',
  errors: paneCreateErrors,
  exitStatus: createStatus,
  examples: ['panectl pane-create-with-layout build logs main-vertical'],
  run: (context, input) => context.panes.create(input),
});

export const paneKillInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  grace: duration.optional().describe('first ask the processes to end, and wait so long'),
  force: forceOption,
});

export const paneKill = command({
  name: 'pane-kill',
  family: 'Panes',
  summary: 'End a pane and what runs in it',
  details:
    "A service is ended as it says (its stop, in session files), with --grace any pane is asked first, with --grace 0 none. With the last pane of a session goes the session. --force also overrides refused_self (your own pane, the panel's), not only refused_foreign; a rule can never force.",
  positionals: ['session', 'pane'],
  input: paneKillInput,
  effect: 'destructive',
  errors: ['session_not_found', 'pane_not_found', 'label_ambiguous', 'refused_foreign', 'refused_self'],
  examples: ['panectl pane-kill build test', 'panectl pane-kill build %7 --grace 5s'],
  run: (context, input) => context.panes.kill(input),
});

export const paneRespawnInput = z.object({
  session: sessionArgument,
  pane: paneArgument,
  command: paneCommand.optional().describe('run this instead of what it was made with'),
  force: forceOption,
});

export const paneRespawn = command({
  name: 'pane-respawn',
  family: 'Panes',
  summary: 'Start the pane again in its place, killing what runs in it',
  positionals: ['session', 'pane'],
  shellText: ['command'],
  input: paneRespawnInput,
  effect: 'destructive',
  errors: ['session_not_found', 'pane_not_found', 'refused_foreign', 'refused_self'],
  run: (context, input) => context.panes.respawn(input),
});
