import * as z from 'zod';
import { SESSION_CONDITIONS } from '../domain/dependency.ts';
import {
  duration,
  forceOption,
  groupName,
  newSessionName,
  paneArgument,
  plainText,
  sessionArgument,
} from './arguments.ts';
import { command } from './definition.ts';
import type { BroadcastResult } from './linking-port.ts';

export const sessionLinkInput = z.object({
  a: sessionArgument,
  b: sessionArgument,
  group: groupName
    .optional()
    .describe('the group; unless given, that of one of them, else named after the first'),
});

export const sessionLink = command({
  name: 'session-link',
  family: 'Sessions',
  summary: 'Put two sessions into one group',
  details:
    'A session is in one group at most. Without --group it is the group that one of them is in, else a new one named after the first; two sessions of two groups need --group, which moves these two and nobody else. A group belongs to the sessions themselves (tmux option @panectl_group): it outlives a rename and the daemon, and ends with its last session. The group is the answer.',
  positionals: ['a', 'b'],
  input: sessionLinkInput,
  effect: 'write',
  errors: ['session_not_found'],
  examples: ['panectl session-link backend frontend --group shop'],
  run: (context, input) => context.sessions.link(input),
});

export const sessionUnlinkInput = z.object({ session: sessionArgument });

export const sessionUnlink = command({
  name: 'session-unlink',
  family: 'Sessions',
  summary: 'Take a session out of its group',
  positionals: ['session'],
  input: sessionUnlinkInput,
  effect: 'write',
  errors: ['session_not_found'],
  run: (context, input) => context.sessions.unlink(input),
});

export const sessionGroups = command({
  name: 'session-groups',
  family: 'Sessions',
  summary: 'List the groups and the sessions in them',
  positionals: [],
  input: z.object({}),
  effect: 'read',
  needsServer: false,
  run: (context) => context.sessions.groups(),
});

export const sessionDependsInput = z.object({
  session: z.string().min(1).describe('a session name, there or not; or . for the one you are in'),
  on: newSessionName.optional().describe('the session that it waits for, there or not'),
  condition: z
    .enum(SESSION_CONDITIONS)
    .default('started')
    .describe(
      'started: it is there; ready: so is each of its panes that has a ready check; completed: all that ran in it succeeded',
    ),
  remove: z.boolean().default(false).describe('wait for it no longer; without <on>, for none'),
});

export const sessionDepends = command({
  name: 'session-depends',
  family: 'Sessions',
  summary: "Let a session's start wait for another session, or list what it waits for",
  details:
    'Kept between names until --remove. session-create then waits until all of it is so, at most its --timeout; a circle is refused. depends_on in a session file says the same.',
  positionals: ['session', 'on'],
  input: sessionDependsInput,
  effect: 'write',
  errors: ['session_not_found'],
  examples: [
    'panectl session-depends frontend backend --condition ready',
    'panectl session-depends frontend',
    'panectl session-depends frontend backend --remove',
  ],
  needsServer: false,
  run: (context, input) => context.sessions.depends(input),
});

export const sessionBroadcastExecInput = z.object({
  command: plainText(100_000).optional().describe('shell text, typed as it is'),
  argv: z.array(plainText(100_000)).optional().describe('words after --, quoted for the shell'),
  group: groupName.optional().describe('in the sessions of this group'),
  sessions: z
    .array(z.string().min(1))
    .max(256)
    .optional()
    .describe('in these sessions: names with commas between them'),
  all: z.boolean().default(false).describe("in every session that panectl made; with --force in everybody's"),
  pane: paneArgument.default('0').describe('a pane number or label of each session; 0 unless given'),
  wait: z.boolean().default(false).describe('answer when all have ended, with their codes'),
  timeout: duration.optional().describe('with --wait: wait at most so long (10m); the work goes on'),
  force: forceOption,
});

const broadcastStatus = (
  { results }: { readonly results: readonly BroadcastResult[] },
  { wait: isWaiting }: { readonly wait: boolean },
): number => {
  const isBad = ({ ok, outcome }: BroadcastResult): boolean =>
    !ok || (isWaiting && outcome !== 'completed' && outcome !== 'running');
  if (results.some(isBad)) return 1;
  return isWaiting && results.some(({ outcome }) => outcome === 'running') ? 124 : 0;
};

export const sessionBroadcastExec = command({
  name: 'session-broadcast-exec',
  family: 'Sessions',
  summary: 'Run a command line in several sessions at once, with a result for each',
  details:
    'All start at once; one that can not stops nobody else and has its error in its result. Exit status: 0 all were run (with --wait: and succeeded), 1 one was not or failed, 124 with --wait: one still runs. exec-output has what they printed.',
  positionals: ['command'],
  shellText: ['command'],
  afterDashes: 'argv',
  input: sessionBroadcastExecInput,
  effect: 'write',
  errors: ['session_not_found'],
  exitStatus: broadcastStatus,
  examples: [
    "panectl session-broadcast-exec 'git pull' --group shop --wait",
    'panectl session-broadcast-exec --sessions api,web --pane main -- npm test',
  ],
  run: (context, input) => context.sessions.broadcast(input),
});
